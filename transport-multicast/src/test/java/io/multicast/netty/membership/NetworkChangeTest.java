package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network changes under a channel that follows it: traffic of both families flows again, in both directions, without
 * anybody doing anything, and the pipeline is told.
 */
class NetworkChangeTest {
    private static final int PORT = 5007;
    private static final String IPV4 = "239.50.0.1";
    private static final String IPV6 = "ff05::50:1";
    private static final Membership MEMBERSHIP4 = Membership.of(IPV4).on(Wire.DEVICE);
    private static final Membership MEMBERSHIP6 =
            Membership.of(IPV6).on(Wire.DEVICE).except("fd50::99");

    private Wire wire;

    @BeforeEach
    void open() {
        wire = Wire.open();
        wire.lay(Wire.INDEX);
    }

    @AfterEach
    void close() {
        if (wire != null) {
            wire.close();
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(Change.values()).map(change -> Arguments.of(transport, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void trafficFlowsAgain(Transport transport, Change change) throws Exception {
        try (Loop loop = Loop.in(wire.a(), transport)) {
            Follower follower = Follower.bind(
                    loop, PORT, Follower.joining(MEMBERSHIP4, MEMBERSHIP6).networkInterface(Wire.DEVICE));
            wire.send(new InetSocketAddress(ip(IPV4), PORT), new InetSocketAddress(ip(IPV6), PORT));
            follower.awaitTraffic(wire);
            assertThat(follower.diagnose()).isEmpty();
            follower.events().clear();

            change.make(wire);

            if (change.loses) {
                follower.await(MulticastEvent.Type.RESTORED, 2);
            }
            follower.awaitTraffic(wire);
            assertThat(follower.diagnose()).isEmpty();
            assertThat(follower.multicast().memberships()).containsExactlyInAnyOrder(MEMBERSHIP4, MEMBERSHIP6);
            assertThat(follower.events().stream().map(NetworkChangeTest::summary))
                    .containsExactlyInAnyOrderElementsOf(expected(change));
            assertThat(Kernel.of(wire.a()).devices(ip(IPV4))).containsExactly(change.name);
            assertThat(Kernel.of(wire.a()).devices(ip(IPV6))).containsExactly(change.name);
            checkOutgoing(follower, "239.50.0.2");
            checkOutgoing(follower, "ff05::50:2");
        }
    }

    private static List<String> expected(Change change) {
        return change.loses
                ? List.of(
                        "LOST " + IPV4 + " e0 " + Wire.INDEX,
                        "LOST ff05::50:1 e0 " + Wire.INDEX,
                        "RESTORED " + IPV4 + " e0 " + change.index,
                        "RESTORED ff05::50:1 e0 " + change.index)
                : List.of();
    }

    private static String summary(MulticastEvent event) {
        String group = AddressText.of(event.membership().orElseThrow().group());
        return event.type() + " " + group + " " + event.interfaceName() + " " + event.interfaceIndex();
    }

    /** What the channel sends leaves by the interface that was named, and reaches the other end. */
    private void checkOutgoing(Follower follower, String group) throws Exception {
        InetSocketAddress to = new InetSocketAddress(ip(group), PORT);
        try (DatagramChannel receiver = wire.receiver(to)) {
            Eventually.await(
                    Follower.LIMIT,
                    () -> {
                        follower.channel()
                                .writeAndFlush(new DatagramPacket(Unpooled.copyInt(1), to))
                                .await(1000);
                        return receiver.receive(ByteBuffer.allocate(100)) != null;
                    },
                    wire::evidence);
        }
    }

    @Test
    void whatIsLostIsDiagnosedUntilItIsRestored() throws Exception {
        try (Loop loop = Loop.in(wire.a(), Transport.NIO)) {
            Follower follower = Follower.bind(loop, PORT, Follower.joining(MEMBERSHIP4, MEMBERSHIP6));
            wire.cut(Wire.DEVICE);
            follower.await(MulticastEvent.Type.LOST, 2);

            assertThat(follower.multicast().memberships()).isEmpty();
            assertThat(follower.diagnose().stream().map(Object::toString))
                    .containsExactlyInAnyOrder(
                            MEMBERSHIP4 + ": wanted, but joined on no interface now",
                            MEMBERSHIP6 + ": wanted, but joined on no interface now");

            wire.lay(Wire.INDEX + 1);
            follower.await(MulticastEvent.Type.RESTORED, 2);
            assertThat(follower.diagnose()).isEmpty();
        }
    }

    /** Another interface that happens to get the index of one that is gone is not what was asked for. */
    @Test
    void anotherInterfaceWithTheIndexIsNotJoined() throws Exception {
        try (Loop loop = Loop.in(wire.a(), Transport.NIO)) {
            Follower follower = Follower.bind(loop, PORT, Follower.joining(MEMBERSHIP4));
            wire.cut(Wire.DEVICE);
            follower.await(MulticastEvent.Type.LOST, 1);
            wire.lay("other", Wire.INDEX);
            wire.a().ip("link add e0 index 203 type veth peer name q0 index 204", "link set e0 up", "link set q0 up");
            follower.await(MulticastEvent.Type.RESTORED, 1);

            assertThat(Kernel.of(wire.a()).devices(ip(IPV4))).containsExactly("e0");
        }
    }

    /** Two memberships that lead to one interface are both whole again. */
    @Test
    void overlappingMembershipsAreRestoredTogether() throws Exception {
        Membership one = Membership.of("232.50.0.3").on(Wire.DEVICE).from("10.50.0.2");
        Membership all = Membership.of("232.50.0.3")
                .on(io.multicast.netty.InterfaceSelector.named("e*"))
                .from("10.50.0.3");
        try (Loop loop = Loop.in(wire.a(), Transport.NIO)) {
            Follower follower = Follower.bind(loop, PORT, Follower.joining(one, all));
            wire.cut(Wire.DEVICE);
            follower.await(MulticastEvent.Type.LOST, 1);
            wire.lay(Wire.INDEX);
            follower.await(MulticastEvent.Type.RESTORED, 1);

            Eventually.await(
                    Follower.LIMIT,
                    () -> follower.multicast().memberships().stream()
                            .allMatch(membership -> membership.sources().size() == 2),
                    () -> "" + follower.multicast().memberships());
            assertThat(follower.multicast().memberships()).hasSize(1);
            assertThat(follower.diagnose()).isEmpty();
        }
    }

    /** IPv4 memberships of a deleted interface keep their room under igmp_max_memberships until they are left. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void deadMembershipsDoNotUseUpTheLimit(Transport transport) throws Exception {
        wire.a().exec("sysctl", "-qw", "net.ipv4.igmp_max_memberships=20");
        Membership[] fifteen = Stream.iterate(1, i -> i + 1)
                .limit(15)
                .map(i -> Membership.of("239.51.0." + i).on(Wire.DEVICE))
                .toArray(Membership[]::new);
        int cycles =
                Integer.getInteger("tests.cycles", 200) / Transport.available().size();
        try (Loop loop = Loop.in(wire.a(), transport)) {
            Follower follower = Follower.bind(loop, PORT, Follower.joining(fifteen));
            for (int i = 0; i < cycles; i++) {
                follower.events().clear();
                wire.cut(Wire.DEVICE);
                follower.await(MulticastEvent.Type.LOST, fifteen.length);
                wire.a().ip("link add e0 index %d type veth peer name p0 index 900".formatted(Wire.INDEX + i % 3 / 2));
                follower.await(MulticastEvent.Type.RESTORED, fifteen.length);
                assertThat(follower.events(MulticastEvent.Type.FAILED)).isEmpty();
            }
            assertThat(follower.multicast().memberships()).hasSize(fifteen.length);
            assertThat(follower.diagnose()).isEmpty();
        }
    }
}
