package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An interface is deleted and its index given away before anybody looks: what the watcher tells in one go, as no script can
 * bring about at will. The view is the test's, all else is the system's.
 */
class NetworkChangeOrderTest {
    private static final int INDEX = 200;
    private static final InetAddress GROUP = ip("239.90.0.1");
    private static final String DELETE = "link del e0";

    private Namespace namespace;
    private Loop loop;
    private Consumer<NetworkChange> listener;

    @BeforeEach
    void open() {
        namespace = Namespace.open();
        loop = Loop.in(namespace, Transport.NIO);
        namespace.ip(add("e0"));
    }

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    private static String add(String name) {
        return "link add %s index %d type veth peer name p0 index 900".formatted(name, INDEX);
    }

    private final class View implements NetworkView {
        @Override
        public InterfaceList interfaces() {
            return Platforms.current().network().interfaces();
        }

        @Override
        public int routeTo(InetAddress address, int by) {
            return Platforms.current().network().routeTo(address, by);
        }

        @Override
        public Watch watch(Consumer<NetworkChange> newListener) {
            listener = newListener;
            return new Watching();
        }
    }

    private final class Watching implements NetworkView.Watch {
        @Override
        public InterfaceList interfaces() {
            return new View().interfaces();
        }

        @Override
        public void alsoRoutes() {
            // of interfaces alone
        }

        @Override
        public void close() {
            listener = null;
        }
    }

    /** A channel that is told of changes by the test alone. */
    private Multicast follower() throws Exception {
        Platform real = Platforms.current();
        Platform platform = new Platform(real.table(), real.calls(), real.names(), real.javaChannels(), new View());
        Channel channel = loop.bind(loop.bootstrap(StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter()), 0);
        Multicast multicast = Multicast.of(channel, new MulticastSystem(platform));
        channel.eventLoop().submit(multicast.socket()::follow).get(5, TimeUnit.SECONDS);
        return multicast;
    }

    private void tellOfDeletion(Multicast multicast) throws Exception {
        listener.accept(new NetworkChange(
                namespace.call(() -> new View().interfaces()), Set.of(INDEX), Set.of(INDEX), false, false));
        multicast.channel().eventLoop().submit(() -> {}).get(5, TimeUnit.SECONDS); // after what the listener submitted
    }

    @Test
    void anotherInterfaceWithTheSameIndexIsNotTakenForTheOneThatWasNamed() throws Exception {
        Multicast multicast = follower();
        multicast.join(Membership.of(GROUP).on("e0")).sync();

        namespace.ip(DELETE, add("other"));
        tellOfDeletion(multicast);

        assertThat(multicast.memberships()).isEmpty();
        assertThat(Kernel.of(namespace).devices(GROUP)).isEmpty();
        assertThat(multicast.diagnose().get(5, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void allMembershipsOfAnInterfaceThatCameBackAreWholeAgain() throws Exception {
        Multicast multicast = follower();
        multicast.join(Membership.of(GROUP).on("e0").from("10.0.0.1")).sync();
        namespace.ip("link set e0 up");
        multicast
                .join(Membership.of(GROUP).on(InterfaceSelector.named("e*")).from("10.0.0.2"))
                .sync();

        namespace.ip(DELETE, add("e0"), "link set e0 up");
        tellOfDeletion(multicast);

        Set<Membership> whole = Set.of(Membership.of(GROUP).on("e0").from("10.0.0.1", "10.0.0.2"));
        Eventually.await( // a change is worked off in several turns of the event loop
                Duration.ofSeconds(5),
                () -> multicast.memberships().equals(whole)
                        && Outcome.of(multicast.diagnose()).isEmpty(),
                () -> multicast.memberships() + ", wrong: " + Outcome.of(multicast.diagnose()));
    }
}
