package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Joins that leave Netty's own future hanging: here each completes within a second, on and off the event loop. */
class PromptFailureTest extends InLab {
    private static final InetAddress GROUP = ip("239.1.1.1");
    private static final InetAddress SOURCE = ip("10.99.0.2");

    static Stream<Arguments> callers() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Caller.values()).map(caller -> Arguments.of(transport, caller)));
    }

    private static MulticastException failure(Multicast multicast, Caller caller, Membership membership, String errno) {
        ChannelFuture join = caller.call(multicast.channel(), () -> multicast.join(membership));
        assertThat(join.awaitUninterruptibly(1_000))
                .as("completes within a second")
                .isTrue();
        MulticastException failure = Outcome.failureOf(join, errno);
        assertThat(failure.group()).contains(membership.group());
        assertThat(failure.networkInterface()).contains(membership.networkInterface());
        assertThat(failure.transport()).isEqualTo(multicast.channel().getClass().getSimpleName());
        return failure;
    }

    /** By Netty before: the kernel refuses it, and what is in the kernel stays. */
    @ParameterizedTest
    @MethodSource("callers")
    void duplicate(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Channel channel = bind(loop, INET);
            Multicast multicast = Multicast.of(channel);
            NetworkInterface va0 = va0();
            ((DatagramChannel) channel).joinGroup(GROUP, va0, null).sync();
            MulticastException any =
                    failure(multicast, caller, Membership.of(GROUP).on("va0"), "EADDRINUSE");
            assertThat(any.hint()).contains("joinGroup");
            assertThat(kernel.users("va0", GROUP)).isEqualTo(1);
            assertThat(multicast.memberships()).isEmpty();

            ((DatagramChannel) channel).joinGroup(ip("239.1.1.2"), va0, SOURCE).sync();
            Membership same = Membership.of("239.1.1.2").on("va0").from(SOURCE);
            assertThat(failure(multicast, caller, same, "EADDRNOTAVAIL").source())
                    .contains(SOURCE);
        }
    }

    private static NetworkInterface va0() throws Exception {
        return lab.a().call(() -> NetworkInterface.getByName("va0"));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void interfaceWithoutAnAddressIsJoined(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            for (ProtocolFamily family : new ProtocolFamily[] {INET, null}) {
                Multicast multicast = Multicast.of(bind(loop, family));
                Outcome.of(caller.call(
                        multicast.channel(),
                        () -> multicast.join(Membership.of(GROUP).on("va1"))));
                assertThat(kernel.devices(GROUP)).containsExactly("va1");
                Outcome.of(multicast.channel().close());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    void limitReached(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport);
                Sysctl limit = Sysctl.set(lab.a(), "net.ipv4.igmp_max_memberships", 1)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Outcome.of(multicast.join(Membership.of("239.1.1.2").on("va0")));
            Membership second = Membership.of(GROUP).on("va0");
            assertThat(failure(multicast, caller, second, "ENOBUFS").hint())
                    .contains("net.ipv4.igmp_max_memberships")
                    .contains("now 1)")
                    .contains("holds 1 ");
            assertThat(limit.was()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    void removedInterface(Transport transport, Caller caller) throws Exception {
        lab.a().ip("link add vx0 type veth peer name vx1", "addr add 10.96.0.1/24 dev vx0", "link set vx0 up");
        NetworkInterface removed = lab.a().call(() -> NetworkInterface.getByName("vx0"));
        lab.a().ip("link del vx0");
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            for (InetAddress group : new InetAddress[] {GROUP, ip("ff15::1:1:1")}) {
                for (MulticastInterface gone : new MulticastInterface[] {
                    MulticastInterface.of(removed),
                    MulticastInterface.of("vx0"),
                    MulticastInterface.of(removed.getIndex())
                }) {
                    assertThat(failure(multicast, caller, Membership.of(group).on(gone), "ENODEV")
                                    .hint())
                            .contains("va0 (index");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    void ipv6GroupOnAnIpv4Socket(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, INET));
            Membership ipv6 = Membership.of("ff15::1:1:1").on("va0");
            for (Membership membership : new Membership[] {ipv6, ipv6.from("fd99::2"), ipv6.except("fd99::2")}) {
                assertThat(failure(multicast, caller, membership, "ENOPROTOOPT").hint())
                        .contains("IPv4 only")
                        .contains("INET6");
            }
            assertThat(kernel.devices(ipv6.group())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    void closedChannel(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Outcome.of(multicast.channel().close());
            assertThat(failure(multicast, caller, Membership.of(GROUP).on("va0"), ""))
                    .hasCauseInstanceOf(ClosedChannelException.class);
        }
    }
}
