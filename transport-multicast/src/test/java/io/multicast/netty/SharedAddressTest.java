package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Packet;
import io.multicast.netty.testing.Sniffer;
import io.multicast.netty.testing.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two interfaces with one IPv4 address (unnumbered links, VRRP): Netty names the interface by its address, and gets either.
 * Here it is named by index.
 */
class SharedAddressTest extends InLab {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final InetAddress GROUP = ip("239.1.1.1");
    private static final List<String> TWINS = List.of("va0", "va3");

    @BeforeAll
    static void share() {
        lab.withSharedAddress();
    }

    static Stream<Arguments> sockets() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of(null, INET).map(family -> Arguments.of(transport, family)));
    }

    private static NetworkInterface find(String device) throws Exception {
        return lab.a().call(() -> NetworkInterface.getByName(device));
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void joinsOnTheOneThatWasNamed(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            if (Netty.isMeasured() && family == INET) {
                DatagramChannel netty = (DatagramChannel) bind(loop, family);
                netty.joinGroup(GROUP, find("va0"), null).sync();
                assertThat(kernel.devices(GROUP)).containsExactly("va3");
                Netty.close(netty);
            }
            Multicast ours = Multicast.of(bind(loop, family));
            for (String device : TWINS) {
                for (Membership membership : List.of(
                        Membership.of(GROUP).on(device),
                        Membership.of(GROUP).on(find(device)),
                        Membership.of(GROUP).on(device).from("10.99.0.2"))) {
                    Outcome.of(ours.join(membership));
                    assertThat(kernel.devices(GROUP)).containsExactly(device);
                    Outcome.of(ours.leave(membership));
                    assertThat(kernel.devices(GROUP)).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void sendsByTheOneThatWasNamed(Transport transport, ProtocolFamily family) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport);
                Sniffer sniffer = Sniffer.open(lab.b())) {
            int port = 7000;
            if (Netty.isMeasured() && family == INET) {
                Channel netty = bind(loop, family);
                netty.config().setOption(ChannelOption.IP_MULTICAST_IF, find("va0"));
                assertThat(sentBy(netty, sniffer, port++)).isEqualTo("vb3");
            }
            Channel ours = bind(loop, family);
            for (String device : TWINS) {
                Outcome.of(Multicast.of(ours)
                        .set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of(find(device))));
                assertThat(sentBy(ours, sniffer, port++)).isEqualTo(device.replace('a', 'b'));
            }
        }
    }

    /** The interface of the other host at which a datagram arrives. */
    private static String sentBy(Channel channel, Sniffer sniffer, int port) {
        InetSocketAddress to = new InetSocketAddress(GROUP, port);
        Outcome.of(channel.writeAndFlush(new DatagramPacket(Unpooled.buffer().writeByte(1), to)));
        return sniffer.await(SOON, Packet.Direction.IN, port).device();
    }
}
