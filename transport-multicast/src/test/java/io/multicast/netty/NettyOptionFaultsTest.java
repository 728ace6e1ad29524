package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_IF;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_LOOP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static io.multicast.netty.testing.SocketOptions.IP_TTL;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Options that Netty gets wrong without saying so. Each test shows Netty's answer, on the versions where it is known, and then
 * the library's on the same kind of channel. Runs as any user.
 */
@Timeout(30)
class NettyOptionFaultsTest {
    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    static Stream<Arguments> sockets() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of(null, INET).map(family -> Arguments.of(transport, family)));
    }

    private static boolean isNative(Transport transport) {
        return transport != Transport.NIO;
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void multicastTtlThatSetsTheUnicastTtl(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && isNative(transport)) {
                Channel netty = bind(loop, family);
                netty.config().setOption(ChannelOption.IP_MULTICAST_TTL, 7);
                assertThat(netty.config().getOption(ChannelOption.IP_MULTICAST_TTL))
                        .isEqualTo(7);
                assertThat(ipv4(netty, IP_TTL)).isEqualTo(7);
                assertThat(ipv4(netty, IP_MULTICAST_TTL)).isEqualTo(1);
            }
            Channel ours = bind(loop, family);
            SocketState before = SocketState.of(ours);
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IP_MULTICAST_TTL, 7));
            assertThat(ipv4(ours, IP_MULTICAST_TTL)).isEqualTo(7);
            assertThat(before.changesTo(SocketState.of(ours))).containsExactly(SocketState.key(0, IP_MULTICAST_TTL));
        }
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void multicastTtlThatCannotBeZero(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && isNative(transport)) {
                Channel netty = bind(loop, family);
                assertThatThrownBy(() -> netty.config().setOption(ChannelOption.IP_MULTICAST_TTL, 0))
                        .hasMessageContaining("Invalid argument");
            }
            Channel ours = bind(loop, family);
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IP_MULTICAST_TTL, 0));
            assertThat(ipv4(ours, IP_MULTICAST_TTL)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void valuesOutOfRangeThatAreTakenInSilence(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && isNative(transport)) {
                assertThat(bind(loop, family).config().setOption(ChannelOption.IP_MULTICAST_TTL, -1))
                        .isTrue();
            }
            Multicast ours = Multicast.of(bind(loop, family));
            for (int value : new int[] {-1, 256}) {
                assertThatThrownBy(() -> ours.set(MulticastChannelOption.IP_MULTICAST_TTL, value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("0 to 255")
                        .hasMessageContaining("" + value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hopLimitThatCannotDifferFromTheTtl(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured()) {
                Channel netty = bind(loop, null);
                netty.config().setOption(ChannelOption.IP_MULTICAST_TTL, 7);
                assertThat(ipv6(netty, IPV6_MULTICAST_HOPS)).isEqualTo(isNative(transport) ? 1 : 7);
            }
            Channel ours = bind(loop, null);
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IP_MULTICAST_TTL, 9));
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IPV6_MULTICAST_HOPS, 11));
            assertThat(ipv4(ours, IP_MULTICAST_TTL)).isEqualTo(9);
            assertThat(ipv6(ours, IPV6_MULTICAST_HOPS)).isEqualTo(11);
        }
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void loopbackThatIsInverted(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && transport == Transport.NIO) {
                Channel netty = bind(loop, family);
                netty.config().setOption(loopbackDisabled(), true);
                assertThat(ipv4(netty, IP_MULTICAST_LOOP)).isEqualTo(1);
                netty.config().setOption(loopbackDisabled(), false);
                assertThat(ipv4(netty, IP_MULTICAST_LOOP)).isZero();
            }
            Channel ours = bind(loop, family);
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IP_MULTICAST_LOOP, false));
            assertThat(ipv4(ours, IP_MULTICAST_LOOP)).isZero();
            Outcome.of(Multicast.of(ours).set(MulticastChannelOption.IP_MULTICAST_LOOP, true));
            assertThat(ipv4(ours, IP_MULTICAST_LOOP)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loopbackThatReachesOneFamilyOnly(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && isNative(transport)) {
                Channel netty = bind(loop, null);
                netty.config().setOption(loopbackDisabled(), true);
                assertThat(ipv6(netty, IPV6_MULTICAST_LOOP)).isZero();
                assertThat(ipv4(netty, IP_MULTICAST_LOOP)).isEqualTo(1);
            }
            Channel ours = loop.bind(
                    loop.bootstrap(
                            null, MulticastInitializer.builder().loopback(false).build()),
                    0);
            assertThat(ipv6(ours, IPV6_MULTICAST_LOOP)).isZero();
            assertThat(ipv4(ours, IP_MULTICAST_LOOP)).isZero();
        }
    }

    /** And another's choice is not lost on us: that of AF_INET sockets can be read. */
    @ParameterizedTest
    @EnumSource
    void interfaceThatIsNotSetForIpv4OnDualStack(Transport transport) throws Exception {
        NetworkInterface lo = NetworkInterface.getByName("lo");
        try (Loop loop = Loop.here(transport)) {
            if (Netty.isMeasured() && isNative(transport)) {
                Channel netty = bind(loop, null);
                netty.config().setOption(ChannelOption.IP_MULTICAST_IF, lo);
                assertThat(Kernel.sockopt(Transport.fd(netty), IPPROTO_IP, IP_MULTICAST_IF, 4))
                        .containsOnly(0);
                assertThat(netty.config().getOption(ChannelOption.IP_MULTICAST_IF))
                        .isEqualTo(lo);
                assertThat(Outcome.of(Multicast.of(netty).get(MulticastChannelOption.IP_MULTICAST_IF)))
                        .isEqualTo(MulticastInterface.systemDefault());
            }
            Multicast ours = Multicast.of(bind(loop, null));
            Outcome.of(ours.set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of(lo)));
            assertThat(Outcome.of(ours.get(MulticastChannelOption.IP_MULTICAST_IF)))
                    .isEqualTo(MulticastInterface.of(lo));
        }
    }

    @SuppressWarnings("deprecation") // in 4.2
    private static ChannelOption<Boolean> loopbackDisabled() {
        return ChannelOption.IP_MULTICAST_LOOP_DISABLED;
    }

    private static int ipv4(Channel channel, int name) {
        return Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, name);
    }

    private static int ipv6(Channel channel, int name) {
        return Kernel.sockopt(Transport.fd(channel), IPPROTO_IPV6, name);
    }

    private static Channel bind(Loop loop, ProtocolFamily family) throws InterruptedException {
        return loop.bind(loop.bootstrap(family, new Observer()), 0);
    }
}
