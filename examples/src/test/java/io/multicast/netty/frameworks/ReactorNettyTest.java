package io.multicast.netty.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Requirements;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.Connection;
import reactor.netty.resources.LoopResources;
import reactor.netty.udp.UdpServer;

/** The initializer in Reactor Netty's servers, on its native transport and on NIO. */
@Timeout(60)
class ReactorNettyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
    }

    private static UdpServer server(LoopResources loops, boolean preferNative, Membership membership) {
        MulticastInitializer initializer =
                MulticastInitializer.builder().join(membership).build();
        return UdpServer.create()
                .runOn(loops, preferNative)
                .host("0.0.0.0")
                .port(0)
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(initializer));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerJoins(boolean preferNative) {
        LoopResources loops = LoopResources.create("reactor", 1, true);
        try {
            Membership membership = Membership.of("239.77.3.1").on("lo");
            Connection server = server(loops, preferNative, membership).bindNow(SOON);
            assertThat(Kernel.here().users("lo", Ip.ip("239.77.3.1"))).isEqualTo(1);
            assertThat(Multicast.of(server.channel()).memberships()).containsExactly(membership);
            server.disposeNow(SOON);
        } finally {
            loops.disposeLater(Duration.ZERO, SOON).block(SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBadInterfaceReachesTheCaller(boolean preferNative) {
        LoopResources loops = LoopResources.create("reactor", 1, true);
        try {
            UdpServer server =
                    server(loops, preferNative, Membership.of("239.77.3.2").on("no-such"));
            Throwable thrown = catchThrowable(() -> server.bindNow(SOON));
            while (thrown != null && !(thrown instanceof MulticastException)) {
                thrown = thrown.getCause();
            }
            assertThat(thrown).isInstanceOf(MulticastException.class).hasMessageContaining("no-such");
            assertThat(((MulticastException) thrown).errnoName()).isEqualTo("ENODEV");
        } finally {
            loops.disposeLater(Duration.ZERO, SOON).block(SOON);
        }
    }
}
