package io.multicast.netty.benchmarks.start;

import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;

/** Netty's epoll transport and the initializer, which is built when the event loop group is there. */
final class OursEpollLate {
    private OursEpollLate() {}

    /** Binds a channel with a multicast TTL. */
    public static void main(String... args) throws Exception {
        long start = System.nanoTime();
        new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                .channel(EpollDatagramChannel.class)
                .handler(MulticastInitializer.builder().ttl(4).build())
                .bind("127.0.0.1", 0)
                .sync();
        Clock.done(start);
    }
}
