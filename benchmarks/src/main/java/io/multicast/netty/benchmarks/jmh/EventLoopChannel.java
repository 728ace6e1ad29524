package io.multicast.netty.benchmarks.jmh;

import io.multicast.netty.Multicast;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A channel, and its event loop to run operations on: a thousand at a time, so that the hand-over does not count. */
final class EventLoopChannel implements AutoCloseable {
    static final int BATCH = 1000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel = new Bootstrap()
            .group(group)
            .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET))
            .handler(new ChannelInboundHandlerAdapter())
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();

    Multicast multicast() {
        return Multicast.of(channel);
    }

    /** Runs it {@link #BATCH} times on the event loop. */
    int repeat(Callable<Boolean> operation) throws Exception {
        return group.submit(() -> {
                    int good = 0;
                    for (int i = 0; i < BATCH; i++) {
                        good += operation.call() ? 1 : 0;
                    }
                    return good;
                })
                .get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
