package io.multicast.netty;

import static io.multicast.netty.Netty.End.FAILS;
import static io.multicast.netty.Netty.End.NEVER_COMPLETES;
import static io.multicast.netty.Netty.End.SUCCEEDS;
import static io.multicast.netty.Netty.End.THROWS;
import static io.multicast.netty.testing.Ip.ip;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.Netty.End;
import io.multicast.netty.testing.Kernel.Filter;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memberships that Netty gets wrong without saying so. Each test shows Netty's answer, on the versions where it is known, and
 * then the library's on the same kind of channel.
 */
class NettyMembershipFaultsTest extends InLab {
    private static final InetAddress GROUP = ip("239.1.1.1");
    private static final InetAddress OTHER = ip("239.1.1.2");
    private static final InetAddress IPV6 = ip("ff15::1:1:1");
    private static final InetAddress SOURCE = ip("10.99.0.2");
    private static final Membership MEMBERSHIP = Membership.of(GROUP).on("va0");

    private NetworkInterface va0;

    @BeforeEach
    void find() throws Exception {
        va0 = lab.a().call(() -> NetworkInterface.getByName("va0"));
    }

    private static DatagramChannel open(Loop loop, ProtocolFamily family) throws InterruptedException {
        return (DatagramChannel) bind(loop, family);
    }

    /** How Netty's call ends, by transport. */
    private static void ends(Transport transport, Callable<ChannelFuture> call, End nio, End epoll, End ioUring)
            throws Exception {
        Map<Transport, End> expected = Map.of(Transport.NIO, nio, Transport.EPOLL, epoll, Transport.IO_URING, ioUring);
        Netty.ends(expected.get(transport), call);
    }

    @ParameterizedTest
    @EnumSource
    void futureOfAFailingJoinThatNeverCompletes(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            DatagramChannel channel = open(loop, INET);
            channel.joinGroup(GROUP, va0, null).sync();
            if (Netty.isMeasured()) {
                ends(transport, () -> channel.joinGroup(GROUP, va0, null), SUCCEEDS, NEVER_COMPLETES, THROWS);
            }
            Outcome.failureOf(Multicast.of(channel).join(MEMBERSHIP), "EADDRINUSE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ipv6GroupOnAnIpv4Socket(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            DatagramChannel channel = open(loop, INET);
            if (Netty.isMeasured()) {
                ends(transport, () -> channel.joinGroup(IPV6, va0, null), FAILS, NEVER_COMPLETES, THROWS);
            }
            Outcome.failureOf(Multicast.of(channel).join(Membership.of(IPV6).on("va0")), "ENOPROTOOPT");
            assertThat(kernel.devices(IPV6)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ipv4GroupOnADualStackSocket(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured()) {
                DatagramChannel netty = open(loop, null);
                ends(transport, () -> netty.joinGroup(GROUP, va0, null), SUCCEEDS, SUCCEEDS, THROWS);
                ends(transport, () -> netty.joinGroup(OTHER, va0, SOURCE), SUCCEEDS, SUCCEEDS, THROWS);
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(open(loop, null));
            Outcome.of(ours.join(MEMBERSHIP));
            Outcome.of(ours.join(Membership.of(OTHER).on("va0").from(SOURCE)));
            assertThat(kernel.users("va0", GROUP)).isEqualTo(1);
            assertThat(kernel.filters(OTHER)).containsExactly(new Filter(va0.getIndex(), OTHER, SOURCE, 1, 0));
        }
    }

    /** io_uring reports success, with a source that nobody named. */
    @ParameterizedTest
    @EnumSource
    void sourceOfTheOtherFamilyThatBecomesGarbage(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            DatagramChannel channel = open(loop, INET);
            if (Netty.isMeasured()) {
                ends(transport, () -> channel.joinGroup(GROUP, va0, ip("fd99::2")), FAILS, NEVER_COMPLETES, SUCCEEDS);
                if (transport == Transport.IO_URING) {
                    assertThat(kernel.filters(GROUP)).extracting(Filter::source).containsExactly(ip("0.0.0.2"));
                }
            }
            assertThatThrownBy(() -> MEMBERSHIP.from("fd99::2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("family");
            Multicast ours = Multicast.of(channel);
            assertThatThrownBy(() -> ours.block(MEMBERSHIP, ip("fd99::2")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"239.1.1.9", "0.0.0.0", "255.255.255.255"})
    void sourceThatCannotBeOne(String source) throws Exception {
        try (Loop loop = Loop.in(lab.a(), Transport.EPOLL)) {
            if (Netty.isMeasured()) {
                DatagramChannel netty = open(loop, INET);
                Netty.ends(SUCCEEDS, () -> netty.joinGroup(GROUP, va0, ip(source)));
            }
            assertThatThrownBy(() -> MEMBERSHIP.from(source))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(source);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anySourceMembershipNarrowedInSilence(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured()) {
                DatagramChannel netty = open(loop, INET);
                netty.joinGroup(GROUP, va0, null).sync();
                ends(transport, () -> netty.joinGroup(GROUP, va0, SOURCE), FAILS, SUCCEEDS, SUCCEEDS);
                boolean narrowed = transport != Transport.NIO;
                assertThat(SocketFilter.of(netty, va0.getIndex(), GROUP).including())
                        .isEqualTo(narrowed);
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(open(loop, INET));
            Outcome.of(ours.join(MEMBERSHIP));
            Outcome.failureOf(ours.join(MEMBERSHIP.from(SOURCE)), "EINVAL");
            assertThat(SocketFilter.of(ours.channel(), va0.getIndex(), GROUP).including())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockThatIsMissingOrFailsWithNullPointerException(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured()) {
                DatagramChannel netty = open(loop, INET);
                netty.joinGroup(OTHER, va0, null).sync();
                ends(transport, () -> netty.block(GROUP, va0, SOURCE), THROWS, FAILS, FAILS);
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(open(loop, INET));
            Outcome.of(ours.join(Membership.of(OTHER).on("va0")));
            Outcome.failureOf(ours.block(MEMBERSHIP, SOURCE), "EINVAL");
            Outcome.of(ours.join(MEMBERSHIP));
            Outcome.of(ours.block(MEMBERSHIP, SOURCE));
            assertThat(kernel.filters(GROUP)).containsExactly(new Filter(va0.getIndex(), GROUP, SOURCE, 0, 1));
            Outcome.of(ours.unblock(MEMBERSHIP, SOURCE)); // Netty has no such call
            assertThat(kernel.filters(GROUP)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaveOfWhatWasNeverJoinedThatSucceeds(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            DatagramChannel channel = open(loop, INET);
            if (Netty.isMeasured()) {
                ends(transport, () -> channel.leaveGroup(GROUP, va0, null), SUCCEEDS, NEVER_COMPLETES, THROWS);
            }
            Outcome.failureOf(Multicast.of(channel).leave(MEMBERSHIP), "EADDRNOTAVAIL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaveThatDoesNothing(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured()) {
                DatagramChannel netty = open(loop, INET);
                netty.joinGroup(GROUP, va0, SOURCE).sync();
                ends(transport, () -> netty.leaveGroup(GROUP, va0, null), SUCCEEDS, SUCCEEDS, SUCCEEDS);
                assertThat(kernel.users("va0", GROUP)).isEqualTo(transport == Transport.NIO ? 1 : 0);
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(open(loop, INET));
            Outcome.of(ours.join(MEMBERSHIP.from(SOURCE)));
            Outcome.of(ours.leave(MEMBERSHIP));
            assertThat(kernel.users("va0", GROUP)).isZero();
            Outcome.of(ours.channel().close());
            Outcome.failureOf(ours.leave(MEMBERSHIP)); // NIO: success there too
        }
    }

    @ParameterizedTest
    @EnumSource
    void joinWithoutAnInterfaceThatThrowsNullPointerException(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            DatagramChannel channel = open(loop, INET);
            if (Netty.isMeasured()) {
                ends(transport, () -> channel.joinGroup(GROUP), THROWS, THROWS, THROWS);
            }
            assertThat(Outcome.failureOf(Multicast.of(channel).join(Membership.of(GROUP)), "ENODEV")
                            .hint())
                    .contains("route")
                    .contains("on(...)");
        }
    }
}
