package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.SharedLab;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of groups: on one channel as far as the system's limits go, and on channels that share a port. */
class ManyGroupsTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PORT = 5009;

    @BeforeAll
    static void prepare() {}

    private static InetAddress group(boolean ipv6, int number) {
        return ip(
                ipv6
                        ? "ff05::70:%x".formatted(number)
                        : "239.%d.%d.%d".formatted(70 + number / 65536, number / 256 % 256, number % 256));
    }

    private static Membership membership(boolean ipv6, int number) {
        return Membership.of(group(ipv6, number)).on("va0");
    }

    private static long held(boolean ipv6) {
        Set<InetAddress> ours = IntStream.range(0, 10_000)
                .mapToObj(number -> group(ipv6, number))
                .collect(Collectors.toSet());
        return Kernel.of(lab.a()).memberships("va0").keySet().stream()
                .filter(ours::contains)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"NIO, false", "EPOLL, true", "IO_URING, false"})
    void oneChannelHoldsTwoThousand(Transport transport, boolean ipv6) throws Exception {
        lab.a().exec("sysctl", "-qw", "net.ipv4.igmp_max_memberships=10000");
        Set<Membership> wanted = IntStream.range(0, 2000)
                .mapToObj(number -> membership(ipv6, number))
                .collect(Collectors.toSet());
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast =
                    Multicast.of(loop.bind(loop.bootstrap(family(ipv6), new ChannelInboundHandlerAdapter()), 0));
            multicast.set(MulticastChannelOption.MEMBERSHIPS, wanted).sync();
            assertThat(multicast.memberships()).isEqualTo(wanted);
            assertThat(held(ipv6)).isEqualTo(2000);

            multicast.set(MulticastChannelOption.MEMBERSHIPS, Set.of()).sync();
            assertThat(multicast.memberships()).isEmpty();
            assertThat(held(ipv6)).isZero();
        }
    }

    /** The way to more groups than one socket may have: channels on one port, each of which takes its own groups only. */
    @ParameterizedTest
    @CsvSource({"NIO, false", "EPOLL, false", "IO_URING, true"})
    void tenThousandAreSpreadOverChannelsThatShareAPort(Transport transport, boolean ipv6) throws Exception {
        lab.a().exec("sysctl", "-qw", "net.ipv4.igmp_max_memberships=1000");
        Map<InetAddress, Integer> arrived = new ConcurrentHashMap<>();
        try (Loop loop = Loop.in(lab.a(), transport)) {
            List<Channel> channels = new ArrayList<>();
            for (int first = 0; first < 10_000; first += 1000) {
                channels.add(loop.bind(share(loop, ipv6, first, 1000, arrived), PORT));
            }
            assertThat(held(ipv6)).isEqualTo(10_000);

            send(ipv6, 0, 999, 1000, 5432, 9999);
            Eventually.await(LIMIT, () -> arrived.size() == 5, () -> arrived + lab.evidence());
            Thread.sleep(200); // what should not come would have come
            assertThat(arrived.values()).as("each by one channel").containsOnly(1);

            for (Channel channel : channels) {
                Multicast.of(channel)
                        .set(MulticastChannelOption.MEMBERSHIPS, Set.of())
                        .sync();
            }
            assertThat(held(ipv6)).isZero();
        }
    }

    private static Bootstrap share(Loop loop, boolean ipv6, int first, int count, Map<InetAddress, Integer> arrived) {
        MulticastInitializer.Builder builder = MulticastInitializer.builder()
                .option(
                        ipv6 ? MulticastChannelOption.IPV6_MULTICAST_ALL : MulticastChannelOption.IP_MULTICAST_ALL,
                        false)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        arrived.merge(group(ipv6, packet.content().readInt()), 1, Integer::sum);
                    }
                });
        IntStream.range(first, first + count).forEach(number -> builder.join(membership(ipv6, number)));
        return loop.bootstrap(family(ipv6), builder.build()).option(ChannelOption.SO_REUSEADDR, true);
    }

    private static void send(boolean ipv6, int... numbers) throws Exception {
        lab.b().run(() -> {
            try (DatagramChannel channel = DatagramChannel.open(family(ipv6))) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("vb0"));
                for (int number : numbers) {
                    ByteBuffer content =
                            ByteBuffer.allocate(Integer.BYTES).putInt(number).flip();
                    channel.send(content, new InetSocketAddress(group(ipv6, number), PORT));
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theMessageOfALimitNamesTheSettingItsValueAndWhatIsHeld(Transport transport) throws Exception {
        lab.a().exec("sysctl", "-qw", "net.ipv4.igmp_max_memberships=5", "net.ipv4.igmp_max_msf=3");
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast ipv4 = Multicast.of(
                    loop.bind(loop.bootstrap(StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter()), 0));
            MulticastException groups = fill(ipv4, false, 6);
            assertThat(groups.errnoName()).isEqualTo("ENOBUFS");
            assertThat(groups)
                    .hasMessageContaining("this channel holds 5 memberships")
                    .hasMessageContaining("net.ipv4.igmp_max_memberships (groups per socket, now 5)");

            ipv4.leave(membership(false, 0)).sync(); // makes room for a group
            MulticastException sources = failure(
                    ipv4.join(membership(false, 0).on("va2").from("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4")));
            assertThat(sources.errnoName()).isEqualTo("ENOBUFS");
            assertThat(sources).hasMessageContaining("net.ipv4.igmp_max_msf (sources per group, now 3)");

            Multicast ipv6 = Multicast.of(
                    loop.bind(loop.bootstrap(StandardProtocolFamily.INET6, new ChannelInboundHandlerAdapter()), 0));
            MulticastException sources6 = failure(ipv6.join(membership(true, 0)
                    .from(IntStream.rangeClosed(1, 65)
                            .mapToObj(i -> "fd00::" + i)
                            .toArray(String[]::new))));
            assertThat(sources6.errnoName()).isEqualTo("ENOBUFS");
            assertThat(sources6)
                    .hasMessageContaining("net.ipv6.mld_max_msf (sources per group"); // 64, told on the host only
            assertThat(ipv6.memberships()).as("nothing is changed").isEmpty();

            MulticastException memory = fill(ipv6, true, 5000);
            assertThat(memory.errnoName()).isEqualTo("ENOMEM");
            assertThat(memory)
                    .hasMessageContaining(
                            "this channel holds " + ipv6.memberships().size() + " memberships")
                    .hasMessageContaining("net.core.optmem_max (bytes of option memory per socket, now ");
        }
    }

    /** Joins until it fails. */
    private static MulticastException fill(Multicast multicast, boolean ipv6, int most) throws Exception {
        for (int number = 0; number < most; number++) {
            ChannelFuture joined = multicast.join(membership(ipv6, number)).await();
            if (!joined.isSuccess()) {
                return (MulticastException) joined.cause();
            }
        }
        throw new AssertionError("no limit up to " + most);
    }

    private static MulticastException failure(ChannelFuture future) throws InterruptedException {
        return (MulticastException) future.await().cause();
    }

    private static StandardProtocolFamily family(boolean ipv6) {
        return ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }
}
