package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The channels that are compared. Each has an event loop of its own, pinned. */
final class Channels {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;

    private Channels() {}

    /** Receivers by name; all IPv4, with a handler of the caller's. */
    static Map<String, Function<ChannelHandler, Bootstrap>> receivers() {
        Map<String, Function<ChannelHandler, Bootstrap>> all = new LinkedHashMap<>();
        all.put(
                "ours, info",
                handler -> large(ours(handler), 2048)
                        .option(MulticastChannelOption.RECVPKTINFO, true)
                        .option(MulticastChannelOption.RECVHOPLIMIT, true));
        all.put(
                "ours, info, default 64 a read",
                handler -> ours(handler)
                        .option(MulticastChannelOption.RECVPKTINFO, true)
                        .option(MulticastChannelOption.RECVHOPLIMIT, true));
        all.put("ours, no info", handler -> large(ours(handler), 2048));
        all.put(
                "epoll, best (no info)",
                handler -> large(epoll(handler), 32 * 2048).option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, 2048));
        all.put("epoll, default", Channels::epoll);
        all.put("NIO, 256 a read", handler -> large(nio(handler), 2048));
        all.put("NIO, default", Channels::nio);
        if (IoUring.isAvailable()) {
            all.put("io_uring, 32 x 2048", handler -> large(uring(handler), 32 * 2048));
            all.put("io_uring, default", Channels::uring);
        }
        return all;
    }

    /** Senders by name. */
    static Map<String, Function<ChannelHandler, Bootstrap>> senders() {
        Map<String, Function<ChannelHandler, Bootstrap>> all = new LinkedHashMap<>();
        all.put("ours", Channels::ours);
        all.put("epoll", Channels::epoll);
        all.put("NIO", Channels::nio);
        if (IoUring.isAvailable()) {
            all.put("io_uring", Channels::uring);
        }
        return all;
    }

    private static Bootstrap large(Bootstrap bootstrap, int buffer) {
        return bootstrap.option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(buffer).maxMessagesPerRead(Integer.getInteger("most", 256)));
    }

    private static Bootstrap ours(ChannelHandler handler) {
        return on(NioIoHandler.newFactory(), handler)
                .channelFactory(() -> new MulticastDatagramChannel(StandardProtocolFamily.INET));
    }

    private static Bootstrap nio(ChannelHandler handler) {
        return on(NioIoHandler.newFactory(), handler)
                .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET));
    }

    private static Bootstrap epoll(ChannelHandler handler) {
        return on(EpollIoHandler.newFactory(), handler)
                .channelFactory(() -> new EpollDatagramChannel(SocketProtocolFamily.INET));
    }

    private static Bootstrap uring(ChannelHandler handler) {
        return on(IoUringIoHandler.newFactory(), handler)
                .channelFactory(() -> new IoUringDatagramChannel(SocketProtocolFamily.INET));
    }

    private static Bootstrap on(IoHandlerFactory factory, ChannelHandler handler) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, factory);
        return new Bootstrap().group(group).handler(handler);
    }

    /** Binds on the calling thread's side of the link, with a large receive buffer and the loop on that core. */
    static Channel bind(Bootstrap bootstrap, int port, int core) throws InterruptedException {
        Channel channel =
                bootstrap.bind(new InetSocketAddress("0.0.0.0", port)).sync().channel();
        byte[] room = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(128 << 20)
                .array();
        Multicast.of(channel)
                .set(MulticastChannelOption.raw(SOL_SOCKET, SO_RCVBUFFORCE, 4), room)
                .sync();
        channel.eventLoop().submit(() -> C.bench_pin(core)).sync();
        return channel;
    }
}
