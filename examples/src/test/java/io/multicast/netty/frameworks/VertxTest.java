package io.multicast.netty.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Requirements;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The initializer in the sockets of Vert.x 5, which makes them active before they are bound. */
@Timeout(60)
class VertxTest {
    @BeforeAll
    static void requirements() {
        Requirements.procfs();
    }

    /** A transport of Vert.x whose datagram sockets are configured. */
    private static final class Configured extends NioTransport {
        private final MulticastInitializer initializer;

        Configured(Membership membership) {
            initializer = MulticastInitializer.builder().join(membership).build();
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            super.configure(channel, options);
            channel.pipeline().addFirst(initializer);
        }
    }

    /** As Vert.x wants it to be handed over. */
    private record Named(NioTransport implementation) implements Transport {
        @Override
        public String name() {
            return "configured";
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public Throwable unavailabilityCause() {
            return null;
        }
    }

    private static Future<DatagramSocket> listen(Vertx vertx) {
        return vertx.createDatagramSocket().listen(0, "0.0.0.0");
    }

    private static void run(Membership membership, java.util.function.Consumer<Future<DatagramSocket>> check) {
        Vertx vertx = Vertx.builder()
                .withTransport(new Named(new Configured(membership)))
                .build();
        try {
            Future<DatagramSocket> listening = listen(vertx);
            io.multicast.netty.testing.Eventually.await(
                    Duration.ofSeconds(10), listening::isComplete, () -> "listen() completes");
            check.accept(listening);
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void aSocketJoins() {
        run(Membership.of("239.77.3.3").on("lo"), listening -> {
            assertThat(listening.cause()).isNull();
            assertThat(Kernel.here().users("lo", Ip.ip("239.77.3.3"))).isEqualTo(1);
        });
    }

    @Test
    void aBadInterfaceReachesTheCaller() {
        run(Membership.of("239.77.3.4").on("no-such"), listening -> {
            assertThat(listening.cause()).isInstanceOf(MulticastException.class).hasMessageContaining("no-such");
            assertThat(((MulticastException) listening.cause()).errnoName()).isEqualTo("ENODEV");
        });
    }
}
