package io.multicast.netty.testing;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.testing.SocketOptions.IP_TOS;
import static io.multicast.netty.testing.SocketOptions.SOL_SOCKET;
import static io.multicast.netty.testing.SocketOptions.SO_ACCEPTCONN;
import static io.multicast.netty.testing.SocketOptions.SO_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.LastErrorException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The transports in a namespace: family, place and number of their sockets, against /proc and socat. */
@Timeout(60)
class TransportTest extends SharedLab {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int EOPNOTSUPP = 95;

    @BeforeAll
    static void prepare() {
        Requirements.program("socat");
    }

    static Stream<Arguments> transportsAndFamilies() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(null, StandardProtocolFamily.INET, StandardProtocolFamily.INET6)
                        .map(family -> Arguments.of(transport, family)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndFamilies")
    void findsTheSocket(Transport transport, StandardProtocolFamily family) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Bootstrap bootstrap = loop.bootstrap(family, new Collector());
            Channel other = loop.bind(bootstrap, 0);
            Channel channel = loop.bind(bootstrap, 0);

            int fd = Transport.fd(channel);
            assertThat(fd).isNotEqualTo(Transport.fd(other));
            assertThat(Kernel.sockopt(fd, SOL_SOCKET, SO_DOMAIN))
                    .isEqualTo(family == StandardProtocolFamily.INET ? AF_INET : AF_INET6);
            assertThat(inode(fd)).isEqualTo(inodeOfPort(channel)).isNotEqualTo(inodeOfPort(other));
            readsItsOptions(channel, fd, family);
        }
    }

    private static void readsItsOptions(Channel channel, int fd, StandardProtocolFamily family) {
        assertThat(Kernel.sockopt(fd, IPPROTO_IP, IP_TOS)).isZero();
        assertThat(channel.config().setOption(ChannelOption.IP_TOS, 0x10)).isTrue();
        int level = family == StandardProtocolFamily.INET ? IPPROTO_IP : IPPROTO_IPV6;
        int name = family == StandardProtocolFamily.INET ? IP_TOS : SocketOptions.IPV6_TCLASS;
        assertThat(Kernel.sockopt(fd, level, name)).isEqualTo(0x10);
        if (family == StandardProtocolFamily.INET) {
            assertThatThrownBy(() -> Kernel.sockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS))
                    .isInstanceOfSatisfying(
                            LastErrorException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(EOPNOTSUPP));
        } else {
            assertThat(Kernel.sockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS)).isEqualTo(1);
        }
    }

    private static String inode(int fd) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString().replaceAll("\\D", "");
    }

    private static String inodeOfPort(Channel channel) throws IOException {
        String port = ":%04X".formatted(((InetSocketAddress) channel.localAddress()).getPort());
        try (Stream<String> ipv4 = Files.lines(lab.a().procNet().resolve("udp"));
                Stream<String> ipv6 = Files.lines(lab.a().procNet().resolve("udp6"))) {
            List<String> inodes = Stream.concat(ipv4, ipv6)
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(port))
                    .map(fields -> fields[9])
                    .toList();
            assertThat(inodes).hasSize(1);
            return inodes.get(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void livesInTheNamespace(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Collector collector = new Collector();
            Channel channel = loop.bind(loop.bootstrap(null, collector), 5000);

            lab.b().execWithInput("hello", "socat", "-u", "-", "UDP4-SENDTO:10.99.0.1:5000");
            Eventually.await(SOON, () -> collector.text.toString().equals("hello"), lab::evidence);
            Future<NetworkInterface> va1 = channel.eventLoop().submit(() -> NetworkInterface.getByName("va1"));
            assertThat(va1.get(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheLoopClosesItsChannels(Transport transport) throws Exception {
        for (int i = 0; i < 20; i++) { // the port must be free at once
            try (Loop loop = Loop.in(lab.a(), transport)) {
                assertThat(loop.bind(loop.bootstrap(null, new Collector()), 5001)
                                .isActive())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTcpToo(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Collector collector = new Collector();
            ServerBootstrap server = new ServerBootstrap()
                    .group(loop.group())
                    .channel(transport.server())
                    .childHandler(collector);
            Channel listening =
                    loop.closeWithThis(loop.call(() -> server.bind(5000).sync().channel()));
            assertThat(Kernel.sockopt(Transport.fd(listening), SOL_SOCKET, SO_ACCEPTCONN))
                    .isEqualTo(1);

            Bootstrap client = new Bootstrap()
                    .group(loop.group())
                    .channel(transport.stream())
                    .handler(new Collector());
            Channel connected = loop.closeWithThis(
                    loop.call(() -> client.connect("10.99.0.1", 5000).sync().channel()));
            assertThat(Kernel.sockopt(Transport.fd(connected), SOL_SOCKET, SO_ACCEPTCONN))
                    .isZero();

            lab.b().execWithInput("hello", "socat", "-u", "-", "TCP4:10.99.0.1:5000");
            Eventually.await(SOON, () -> collector.text.toString().equals("hello"), lab::evidence);
        }
    }

    /** Keeps what it receives as text. */
    @Sharable
    private static final class Collector extends SimpleChannelInboundHandler<Object> {
        final StringBuffer text = new StringBuffer();

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            ByteBuf content = message instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) message;
            text.append(content.toString(StandardCharsets.UTF_8));
        }
    }
}
