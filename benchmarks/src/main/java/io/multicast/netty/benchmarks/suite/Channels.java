package io.multicast.netty.benchmarks.suite;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** IPv4 datagram channels on one event loop, of epoll where that is there. */
final class Channels implements AutoCloseable {
    private final boolean epoll;
    private final EventLoopGroup group;

    Channels() {
        this(Epoll.isAvailable());
    }

    Channels(boolean epoll) {
        this.epoll = epoll;
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    EventLoopGroup group() {
        return group;
    }

    /** The transport's name. */
    String transport() {
        return epoll ? "Netty epoll" : "Netty NIO";
    }

    /** Bound to any port of the loopback address. */
    Channel bind(ChannelHandler handler) throws InterruptedException {
        return bootstrap(handler)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /** The same without a handler. */
    Channel bind() throws InterruptedException {
        return bind(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // nothing to add
            }
        });
    }

    Bootstrap bootstrap(ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap().group(group).handler(handler);
        return epoll
                ? bootstrap.channelFactory(() -> new EpollDatagramChannel(SocketProtocolFamily.INET))
                : bootstrap.channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
