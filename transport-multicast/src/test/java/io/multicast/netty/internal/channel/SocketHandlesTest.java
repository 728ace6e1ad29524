package io.multicast.netty.internal.channel;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_V6ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From a Netty channel to the descriptor that /proc shows, and what its socket speaks. */
class SocketHandlesTest {
    private Platform platform;
    private SocketOptions options;

    @BeforeEach
    void platform() {
        Requirements.procfs();
        platform = Platforms.current();
        options = new SocketOptions(platform.table(), platform.calls());
    }

    static Stream<Arguments> families() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(
                        Arguments.of(transport, StandardProtocolFamily.INET, SocketFamily.INET),
                        Arguments.of(transport, StandardProtocolFamily.INET6, SocketFamily.DUAL_STACK),
                        Arguments.of(transport, null, SocketFamily.DUAL_STACK)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void datagramChannels(Transport transport, ProtocolFamily family, SocketFamily expected) throws Exception {
        Requirements.ipv6();
        try (Loop loop = Loop.here(transport)) {
            Channel channel = loop.bind(loop.bootstrap(family, new ChannelHandlerAdapter() {}), 0);
            assertThat(SocketHandles.lookUp(channel, platform, options)).isEqualTo(handle(channel, expected));
        }
    }

    private static SocketHandle handle(Channel channel, SocketFamily family) {
        return new SocketHandle(ProcSockets.udp(channel.localAddress()), family);
    }

    @ParameterizedTest
    @EnumSource
    void socketsForIpv6Only(Transport transport) throws Exception {
        Requirements.ipv6();
        try (Loop loop = Loop.here(transport)) {
            Channel channel = loop.bootstrap(StandardProtocolFamily.INET6, new ChannelHandlerAdapter() {})
                    .register()
                    .sync()
                    .channel();
            int descriptor = Transport.fd(channel);
            assertThat(options.set(descriptor, platform.table().options().get(OptionKey.IPV6_V6ONLY), 1))
                    .isZero();
            assertThat(Kernel.sockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY)).isEqualTo(1);
            assertThat(SocketHandles.lookUp(channel, platform, options))
                    .isEqualTo(new SocketHandle(descriptor, SocketFamily.INET6_ONLY));
        }
    }

    @ParameterizedTest
    @EnumSource
    void channelsOfTcp(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel server = server(loop);
            int port = ((InetSocketAddress) server.localAddress()).getPort();
            assertThat(SocketHandles.lookUp(server, platform, options).value())
                    .isEqualTo(ProcSockets.tcp(server.localAddress()));
            Channel client = loop.closeWithThis(new Bootstrap()
                    .group(loop.group())
                    .channel(transport.stream())
                    .handler(new ChannelHandlerAdapter() {})
                    .connect("127.0.0.1", port)
                    .sync()
                    .channel());
            assertThat(SocketHandles.lookUp(client, platform, options).value())
                    .isEqualTo(ProcSockets.tcp(client.localAddress()));
        }
    }

    private static Channel server(Loop loop) throws InterruptedException {
        return loop.closeWithThis(new ServerBootstrap()
                .group(loop.group())
                .channel(loop.transport().server())
                .childHandler(new ChannelHandlerAdapter() {})
                .bind("127.0.0.1", 0)
                .sync()
                .channel());
    }

    /** A JVM that gives no way by JNI: the challenge finds the same. */
    @Test
    void theFallbackFindsTheSame() throws Exception {
        try (Loop loop = Loop.here(Transport.NIO)) {
            Channel channel = loop.bind(loop.bootstrap(StandardProtocolFamily.INET, new ChannelHandlerAdapter() {}), 0);
            assertThat(SocketHandles.lookUp(channel, withoutJni(), options))
                    .isEqualTo(handle(channel, SocketFamily.INET));
        }
    }

    /** Where neither finds it, as for TCP, both reasons are told. */
    @Test
    void bothReasonsAreTold() throws Exception {
        try (Loop loop = Loop.here(Transport.NIO)) {
            Channel server = server(loop);
            assertThatThrownBy(() -> SocketHandles.lookUp(server, withoutJni(), options))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("ServerSocketChannelImpl can't be found")
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("no JNI"));
        }
    }

    private Platform withoutJni() {
        return new Platform(
                platform.table(),
                platform.calls(),
                platform.names(),
                channel -> {
                    throw new UnsupportedOperationException("no JNI");
                },
                platform.network());
    }

    @Test
    void familiesSayWhatTheySpeak() {
        assertThat(SocketFamily.INET.speaks(Family.IPV4)).isTrue();
        assertThat(SocketFamily.INET.speaks(Family.IPV6)).isFalse();
        assertThat(SocketFamily.DUAL_STACK.speaks(Family.IPV4)).isTrue();
        assertThat(SocketFamily.DUAL_STACK.speaks(Family.IPV6)).isTrue();
        assertThat(SocketFamily.INET6_ONLY.speaks(Family.IPV4)).isFalse();
        assertThat(SocketFamily.INET6_ONLY.speaks(Family.IPV6)).isTrue();
    }
}
