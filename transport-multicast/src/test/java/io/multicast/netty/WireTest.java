package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Packet;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Sniffer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves this host, as another host sees it: by which interface, with how many hops, and nothing by any other. */
class WireTest extends InLab {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int FIRST_PORT = 6000;
    private static final AtomicInteger PORT = new AtomicInteger(FIRST_PORT); // one for each datagram

    private static Sniffer sniffer;

    @BeforeAll
    static void sniff() {
        sniffer = Sniffer.open(lab.b());
    }

    @AfterAll
    static void stop() {
        if (sniffer != null) {
            sniffer.close();
            assertThat(sniffer.packets(packet -> packet.destinationPort() > FIRST_PORT))
                    .extracting(Packet::destinationPort)
                    .doesNotHaveDuplicates();
        }
    }

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    private static boolean isIpv6(MemberCase test) {
        return Ip.isIpv6(test.group(1));
    }

    /** Those that can carry the family; va1 has no IPv4 address, and is named by index alone. */
    private static List<MulticastInterface> interfaces(MemberCase test) {
        return Stream.of("va0", "va1", "va2")
                .filter(device -> !(isIpv6(test) && device.equals("va2")))
                .map(device ->
                        device.equals("va1") ? MulticastInterface.of(lab.index(device)) : MulticastInterface.of(device))
                .toList();
    }

    private static String device(MulticastInterface named) {
        return named.name().orElse("va1");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesByTheInterfaceAndWithTheHopsThatWereSet(MemberCase test) throws Exception {
        MulticastChannelOption<MulticastInterface> outgoing =
                isIpv6(test) ? MulticastChannelOption.IPV6_MULTICAST_IF : MulticastChannelOption.IP_MULTICAST_IF;
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Channel channel = bind(loop, test.socket());
            Multicast multicast = Multicast.of(channel);
            Outcome.of(multicast.set(MulticastChannelOption.IP_TTL, 77)); // of single hosts only
            int hops = isIpv6(test) ? 11 : 9;
            Outcome.of(multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 9));
            if (test.socket() == null) {
                Outcome.of(multicast.set(MulticastChannelOption.IPV6_MULTICAST_HOPS, 11));
            }
            for (MulticastInterface named : interfaces(test)) {
                Outcome.of(multicast.set(outgoing, named));
                Packet packet = onlyPacket(channel, test);
                assertThat(packet.device()).isEqualTo(device(named).replace('a', 'b'));
                assertThat(packet.hopLimit()).isEqualTo(hops);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesByTheInterfaceThatWasSetAtStartUp(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            for (MulticastInterface named : interfaces(test)) {
                MulticastInitializer initializer = MulticastInitializer.builder()
                        .ttl(13)
                        .networkInterface(named)
                        .build();
                Packet packet = onlyPacket(loop.bind(loop.bootstrap(test.socket(), initializer), 0), test);
                assertThat(packet.device()).isEqualTo(device(named).replace('a', 'b'));
                assertThat(packet.hopLimit()).isEqualTo(13);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesWithTheSmallestAndTheGreatestHopLimit(MemberCase test) throws Exception {
        MulticastChannelOption<Integer> limit =
                isIpv6(test) ? MulticastChannelOption.IPV6_MULTICAST_HOPS : MulticastChannelOption.IP_MULTICAST_TTL;
        MulticastChannelOption<Integer> trafficClass =
                isIpv6(test) ? MulticastChannelOption.IPV6_TCLASS : MulticastChannelOption.IP_TOS;
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            MulticastInitializer initializer =
                    MulticastInitializer.builder().networkInterface("va0").build();
            Channel channel = loop.bind(loop.bootstrap(test.socket(), initializer), 0);
            Multicast multicast = Multicast.of(channel);
            Outcome.of(multicast.set(trafficClass, 184));
            assertThat(onlyPacket(channel, test).hopLimit()).isEqualTo(1);
            for (int hops : new int[] {255, 1, 0, 2}) { // Linux sends 0 too, where no member is on the host
                Outcome.of(multicast.set(limit, hops));
                Packet packet = onlyPacket(channel, test);
                assertThat(packet.hopLimit()).isEqualTo(hops);
                assertThat(packet.trafficClass()).isEqualTo(184);
            }
        }
    }

    /** The system's default again: without a route IPv4 goes nowhere, while IPv6 has the kernel's own routes. */
    @ParameterizedTest
    @MethodSource("cases")
    void theChoiceCanBeUndone(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Channel channel = bind(loop, test.socket());
            Multicast multicast = Multicast.of(channel);
            MulticastChannelOption<MulticastInterface> outgoing =
                    isIpv6(test) ? MulticastChannelOption.IPV6_MULTICAST_IF : MulticastChannelOption.IP_MULTICAST_IF;
            Outcome.of(multicast.set(outgoing, MulticastInterface.of("va1")));
            assertThat(onlyPacket(channel, test).device()).isEqualTo("vb1");
            Outcome.of(multicast.set(outgoing, MulticastInterface.systemDefault()));
            if (isIpv6(test)) {
                assertThat(onlyPacket(channel, test).device()).isEqualTo("vb0");
            } else {
                int port = PORT.incrementAndGet();
                assertThat(channel.writeAndFlush(datagram(test, port)).await().cause())
                        .hasMessageContaining("unreachable");
                assertThat(sniffer.packets(packet -> packet.isTo(port))).isEmpty();
            }
        }
    }

    /** Another program's word for it. */
    @ParameterizedTest
    @MethodSource("cases")
    void pythonSeesTheHops(MemberCase test) throws Exception {
        Requirements.program("python3");
        int port = PORT.incrementAndGet();
        try (Loop loop = Loop.in(lab.a(), test.transport());
                Program python = lab.b()
                        .start(
                                "python3",
                                "-c",
                                RECEIVER,
                                test.group(1).getHostAddress(),
                                "" + port,
                                "" + lab.index("vb0"))) {
            python.awaitOutput("ready", SOON);
            MulticastInitializer initializer = MulticastInitializer.builder()
                    .ttl(42)
                    .networkInterface("va0")
                    .build();
            Channel channel = loop.bind(loop.bootstrap(test.socket(), initializer), 0);
            Outcome.of(channel.writeAndFlush(datagram(test, port)));
            python.awaitOutput("hello to " + port + " with 42 hops", SOON);
        }
    }

    private static final String RECEIVER = """
            import socket, struct, sys
            six = ':' in sys.argv[1]
            family = socket.AF_INET6 if six else socket.AF_INET
            s = socket.socket(family, socket.SOCK_DGRAM)
            s.settimeout(20)
            s.bind(('', int(sys.argv[2])))
            index = int(sys.argv[3])
            group = socket.inet_pton(family, sys.argv[1])
            if six:
                s.setsockopt(41, 20, group + struct.pack('=I', index))
                s.setsockopt(41, 51, 1)
            else:
                s.setsockopt(0, 35, group + bytes(4) + struct.pack('=i', index))
                s.setsockopt(0, 12, 1)
            print('ready', flush=True)
            data, control, flags, peer = s.recvmsg(100, 100)
            print(data.decode(), 'with', struct.unpack('=i', control[0][2][:4])[0], 'hops', flush=True)
            """;

    /** Sends a datagram, and gives the one that comes out of the other host's interfaces. */
    private static Packet onlyPacket(Channel channel, MemberCase test) {
        int port = PORT.incrementAndGet();
        Predicate<Packet> sent = packet -> packet.isTo(port);
        Outcome.of(channel.writeAndFlush(datagram(test, port)));
        Packet packet = sniffer.await(SOON, sent);
        assertThat(packet.text()).isEqualTo("hello to " + port);
        assertThat(packet.destination()).isEqualTo(test.group(1));
        assertThat(sniffer.packets(sent)).hasSize(1);
        return packet;
    }

    private static DatagramPacket datagram(MemberCase test, int port) {
        String text = "hello to " + port;
        return new DatagramPacket(
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), new InetSocketAddress(test.group(1), port));
    }
}
