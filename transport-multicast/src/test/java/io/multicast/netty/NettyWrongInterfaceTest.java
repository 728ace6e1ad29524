package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On a host with a default route, which is most hosts: joins that Netty reports as done, on an interface that nobody named. */
class NettyWrongInterfaceTest extends InLab {
    private static final InetAddress GROUP = ip("239.1.1.1");
    private static final InetAddress SOURCE = ip("10.99.0.2");

    @BeforeAll
    static void route() {
        lab.withDefaultRoute();
    }

    static Stream<Arguments> sockets() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of(null, INET).map(family -> Arguments.of(transport, family)));
    }

    private static NetworkInterface find(String device) throws Exception {
        return lab.a().call(() -> NetworkInterface.getByName(device));
    }

    /** NIO refuses, and so does io_uring on a dual-stack socket. */
    private static boolean isMisled(Transport transport, ProtocolFamily family) {
        return transport == Transport.EPOLL || (transport == Transport.IO_URING && family == INET);
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void interfaceWithoutIpv4AddressThatBecomesAnother(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured() && isMisled(transport, family)) {
                DatagramChannel netty = (DatagramChannel) bind(loop, family);
                NetworkInterface va1 = find("va1");
                Netty.ends(Netty.End.SUCCEEDS, () -> netty.joinGroup(GROUP, va1, null));
                assertThat(kernel.devices(GROUP)).containsExactly("va0");
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(bind(loop, family));
            Outcome.of(ours.join(Membership.of(GROUP).on("va1")));
            assertThat(kernel.devices(GROUP)).containsExactly("va1");
            Outcome.of(ours.leave(Membership.of(GROUP).on("va1")));
            Outcome.of(ours.join(Membership.of(GROUP).on("va1").from(SOURCE)));
            assertThat(kernel.devices(GROUP)).containsExactly("va1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ipv6GroupThatBecomesAnIpv4Group(Transport transport) throws Exception {
        InetAddress asked = ip("ff15::efff:1234");
        InetAddress joined = ip("239.255.18.52"); // its last four bytes
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured() && transport != Transport.NIO) {
                DatagramChannel netty = (DatagramChannel) bind(loop, INET);
                NetworkInterface va2 = find("va2");
                Netty.ends(Netty.End.SUCCEEDS, () -> netty.joinGroup(asked, va2, null));
                assertThat(kernel.devices(joined)).containsExactly("va0");
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(bind(loop, INET));
            Outcome.failureOf(ours.join(Membership.of(asked).on("va2")), "ENOPROTOOPT");
            assertThat(kernel.devices(joined)).isEmpty();
            assertThat(kernel.devices(asked)).isEmpty();
        }
    }

    /** What nobody named may be chosen by the route: that is asked for. */
    @ParameterizedTest
    @MethodSource("sockets")
    void theSystemsDefaultIsTheRoutes(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast ours = Multicast.of(bind(loop, family));
            Membership anywhere = Membership.of(GROUP);
            Outcome.of(ours.join(anywhere));
            assertThat(kernel.devices(GROUP)).containsExactly("va0");
            Outcome.of(ours.leave(anywhere));
            assertThat(kernel.devices(GROUP)).isEmpty();
            Outcome.failureOf(ours.leave(anywhere), "EADDRNOTAVAIL");
        }
    }
}
