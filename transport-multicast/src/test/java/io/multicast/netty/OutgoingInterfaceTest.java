package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_IF;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_IF;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The outgoing interface as it is read back. Linux does not tell an IPv4 interface that was set by index: that it is in force
 * is shown on the wire, by {@link WireTest}. Runs as any user.
 */
@Timeout(30)
class OutgoingInterfaceTest {
    private static final MulticastChannelOption<MulticastInterface> IPV4 = MulticastChannelOption.IP_MULTICAST_IF;
    private static final MulticastChannelOption<MulticastInterface> IPV6 = MulticastChannelOption.IPV6_MULTICAST_IF;
    private static final byte[] UNSET = new byte[4];
    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackAsItWasNamed(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel = bind(loop, null);
            Multicast multicast = Multicast.of(channel);
            NetworkInterface lo = NetworkInterface.getByName("lo");
            for (MulticastInterface named :
                    List.of(MulticastInterface.of("lo"), MulticastInterface.of(1), MulticastInterface.of(lo))) {
                Outcome.of(multicast.set(IPV4, named));
                Outcome.of(multicast.set(IPV6, named));
                assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(named);
                assertThat(Outcome.of(multicast.get(IPV6))).isEqualTo(named);
                assertThat(Kernel.sockopt(Transport.fd(channel), IPPROTO_IPV6, IPV6_MULTICAST_IF))
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFamiliesAreIndependent(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.systemDefault());
            assertThat(Outcome.of(multicast.get(IPV6))).isEqualTo(MulticastInterface.systemDefault());
            Outcome.of(multicast.set(IPV4, MulticastInterface.of("lo")));
            assertThat(Outcome.of(multicast.get(IPV6))).isEqualTo(MulticastInterface.systemDefault());
            Outcome.of(multicast.set(IPV6, MulticastInterface.of(1)));
            Outcome.of(multicast.set(IPV4, MulticastInterface.systemDefault()));
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.systemDefault());
            assertThat(Outcome.of(multicast.get(IPV6))).isEqualTo(MulticastInterface.of(1));
        }
    }

    /** Netty sets it by address on AF_INET sockets: that the kernel tells. */
    @ParameterizedTest
    @EnumSource
    void whatOthersSetByAddressIsReadFromTheKernel(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel = bind(loop, INET);
            Multicast multicast = Multicast.of(channel);
            NetworkInterface lo = NetworkInterface.getByName("lo");
            channel.config().setOption(ChannelOption.IP_MULTICAST_IF, lo);
            assertThat(inKernel(channel)).isEqualTo(LOCALHOST);
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.of(lo));

            Outcome.of(multicast.set(IPV4, MulticastInterface.of(1)));
            assertThat(inKernel(channel)).isEqualTo(UNSET);
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.of(1));

            channel.config().setOption(ChannelOption.IP_MULTICAST_IF, lo);
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.of(lo));
            Outcome.of(multicast.set(IPV4, MulticastInterface.systemDefault()));
            assertThat(inKernel(channel)).isEqualTo(UNSET);
            assertThat(Outcome.of(multicast.get(IPV4))).isEqualTo(MulticastInterface.systemDefault());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterfaceThatIsNotThereIsRefusedAndChangesNothing(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel = bind(loop, null);
            Multicast multicast = Multicast.of(channel);
            for (MulticastChannelOption<MulticastInterface> option : List.of(IPV4, IPV6)) {
                Outcome.of(multicast.set(option, MulticastInterface.of("lo")));
                SocketState before = SocketState.of(channel);
                String errno = option.equals(IPV4) ? "EADDRNOTAVAIL" : "ENODEV";
                refused(option, multicast, MulticastInterface.of(9_999_999), errno);
                refused(option, multicast, MulticastInterface.of("nosuch0"), "ENODEV");
                assertThat(SocketState.of(channel)).isEqualTo(before);
                assertThat(Outcome.of(multicast.get(option))).isEqualTo(MulticastInterface.of("lo"));
            }
        }
    }

    private static void refused(
            MulticastChannelOption<MulticastInterface> option,
            Multicast multicast,
            MulticastInterface named,
            String errno) {
        MulticastException failure = Outcome.failureOf(multicast.set(option, named), errno);
        assertThat(failure.hint()).contains("there is no").contains("lo (index 1)");
        assertThat(failure.option()).contains(option);
        assertThat(failure.value()).contains(named);
    }

    private static byte[] inKernel(Channel channel) {
        return Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_MULTICAST_IF, 4);
    }

    private static Channel bind(Loop loop, ProtocolFamily family) throws Exception {
        return loop.bind(loop.bootstrap(family, new ChannelInboundHandlerAdapter()), 0);
    }
}
