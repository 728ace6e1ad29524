package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IP_TOS;
import static io.multicast.netty.testing.SocketOptions.SOL_SOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Raw options on UDP and TCP sockets of every transport, against a getsockopt of the test's own. Runs as any user. */
@Timeout(30)
class RawOptionTest {
    private static final int SO_PRIORITY = 12;
    private static final int SO_RCVLOWAT = 18;
    private static final int NO_SUCH_OPTION = 9_999;
    private static final MulticastChannelOption<byte[]> PRIORITY =
            MulticastChannelOption.raw(SOL_SOCKET, SO_PRIORITY, Integer.BYTES);

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
    }

    @ParameterizedTest
    @EnumSource
    void isSetAndReadOnAnySocket(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            for (Channel channel : sockets(loop)) {
                Multicast multicast = Multicast.of(channel);
                assertThat(multicast.isSupported(PRIORITY)).isTrue();
                assertThat(priority(channel)).isZero();
                Outcome.of(multicast.set(PRIORITY, bytes(5)));
                assertThat(priority(channel)).isEqualTo(5);
                assertThat(Outcome.of(multicast.get(PRIORITY))).isEqualTo(bytes(5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void asManyBytesAreReadAsTheKernelGives(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Multicast multicast = Multicast.of(sockets(loop).get(0));
            Outcome.of(multicast.set(PRIORITY, bytes(3)));
            for (int room : new int[] {0, 1, 4, 5, 4096}) {
                byte[] read = Outcome.of(multicast.get(MulticastChannelOption.raw(SOL_SOCKET, SO_PRIORITY, room)));
                assertThat(read).isEqualTo(Arrays.copyOf(bytes(3), Math.min(room, Integer.BYTES)));
            }
        }
    }

    /** Linux takes no bytes for 0 here. */
    @ParameterizedTest
    @EnumSource
    void mayHaveNoBytes(Transport transport) throws Exception {
        MulticastChannelOption<byte[]> tos = MulticastChannelOption.raw(IPPROTO_IP, IP_TOS, Integer.BYTES);
        try (Loop loop = Loop.here(transport)) {
            for (Channel channel : sockets(loop)) {
                Outcome.of(Multicast.of(channel).set(tos, bytes(16)));
                assertThat(Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_TOS))
                        .isEqualTo(16);
                Outcome.of(Multicast.of(channel).set(tos, new byte[0]));
                assertThat(Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_TOS))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayBeAnotherChannelsHandle(Transport transport) throws Exception {
        MulticastChannelOption<Channel> lowWater = MulticastChannelOption.rawHandle(SOL_SOCKET, SO_RCVLOWAT);
        try (Loop loop = Loop.here(transport)) {
            List<Channel> sockets = sockets(loop);
            Channel value = sockets.get(0);
            for (Channel channel : sockets) {
                Outcome.of(Multicast.of(channel).set(lowWater, value));
                assertThat(Kernel.sockopt(Transport.fd(channel), SOL_SOCKET, SO_RCVLOWAT))
                        .isEqualTo(Transport.fd(value));
            }
            Multicast multicast = Multicast.of(sockets.get(1));
            assertThat(Outcome.failureOf(multicast.get(lowWater)).hint()).contains("raw bytes");
            Outcome.of(value.close());
            assertThat(Outcome.failureOf(multicast.set(lowWater, value)).hint()).contains("closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSetAtStartUpOfUdpAndTcp(Transport transport) throws Exception {
        byte[] value = bytes(4);
        MulticastInitializer initializer =
                MulticastInitializer.builder().option(PRIORITY, value).build();
        value[0] = 6; // comes too late
        try (Loop loop = Loop.here(transport)) {
            assertThat(priority(loop.bind(loop.bootstrap(null, initializer), 0)))
                    .isEqualTo(4);
            Channel server = listen(loop, new CompletableFuture<>());
            assertThat(priority(connect(loop, server, initializer))).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheKernelDoesNotKnowIsReported(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            for (Channel channel : sockets(loop)) {
                MulticastChannelOption<byte[]> option =
                        MulticastChannelOption.raw(SOL_SOCKET, NO_SUCH_OPTION, Integer.BYTES);
                MulticastException failure =
                        Outcome.failureOf(Multicast.of(channel).set(option, new byte[] {1, 2, 3, 4}), "ENOPROTOOPT");
                assertThat(failure)
                        .hasMessageContaining("raw(1, 9999)")
                        .hasMessageContaining("bytes 01020304")
                        .hasMessageContaining(channel.getClass().getSimpleName());
                Outcome.failureOf(Multicast.of(channel).get(option), "ENOPROTOOPT");
            }
        }
    }

    /** A UDP socket, a listening, a connected and an accepted TCP socket. */
    private static List<Channel> sockets(Loop loop) throws Exception {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel server = listen(loop, accepted);
        Channel client = connect(loop, server, new ChannelInboundHandlerAdapter());
        return List.of(
                loop.bind(loop.bootstrap(null, new ChannelInboundHandlerAdapter()), 0),
                server,
                client,
                accepted.get(5, TimeUnit.SECONDS));
    }

    private static Channel listen(Loop loop, CompletableFuture<Channel> accepted) throws InterruptedException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.group())
                .channel(loop.transport().server())
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.complete(loop.closeWithThis(context.channel()));
                    }
                });
        return loop.closeWithThis(
                bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel());
    }

    private static Channel connect(Loop loop, Channel server, ChannelHandler handler) throws InterruptedException {
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        return loop.closeWithThis(new Bootstrap()
                .group(loop.group())
                .channel(loop.transport().stream())
                .handler(handler)
                .connect(address)
                .sync()
                .channel());
    }

    private static int priority(Channel channel) {
        return Kernel.sockopt(Transport.fd(channel), SOL_SOCKET, SO_PRIORITY);
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(0, value)
                .array();
    }
}
