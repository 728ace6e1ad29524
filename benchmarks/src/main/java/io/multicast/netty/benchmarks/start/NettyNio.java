package io.multicast.netty.benchmarks.start;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;

/** Netty's NIO transport and its own option. */
final class NettyNio {
    private NettyNio() {}

    /** Binds a channel with a multicast TTL. */
    public static void main(String... args) throws Exception {
        long start = System.nanoTime();
        new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.IP_MULTICAST_TTL, 4)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // nothing to add
                    }
                })
                .bind("127.0.0.1", 0)
                .sync();
        Clock.done(start);
    }
}
