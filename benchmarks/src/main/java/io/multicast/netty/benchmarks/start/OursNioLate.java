package io.multicast.netty.benchmarks.start;

import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;

/** Netty's NIO transport and the initializer, which is built when the event loop group is there. */
final class OursNioLate {
    private OursNioLate() {}

    /** Binds a channel with a multicast TTL. */
    public static void main(String... args) throws Exception {
        long start = System.nanoTime();
        new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioDatagramChannel.class)
                .handler(MulticastInitializer.builder().ttl(4).build())
                .bind("127.0.0.1", 0)
                .sync();
        Clock.done(start);
    }
}
