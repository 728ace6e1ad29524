package io.multicast.netty.benchmarks.following;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Channels of one event loop that follow the network, with all events that they fire. */
final class FollowingChannels implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();
    final Queue<MulticastEvent> events = new ConcurrentLinkedQueue<>();

    /** Opens one with these memberships. */
    Channel open(List<Membership> memberships) throws InterruptedException {
        MulticastInitializer.Builder builder =
                MulticastInitializer.builder().followNetworkChanges().handler(new Listener());
        memberships.forEach(builder::join);
        Channel channel = new Bootstrap()
                .group(group)
                .channel(EpollDatagramChannel.class)
                .handler(builder.build())
                .bind(0)
                .sync()
                .channel();
        channels.add(channel);
        return channel;
    }

    SingleThreadIoEventLoop loop() {
        return (SingleThreadIoEventLoop) group.next();
    }

    long count(MulticastEvent.Type type) {
        return events.stream().filter(event -> event.type() == type).count();
    }

    @ChannelHandler.Sharable
    private final class Listener extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof MulticastEvent one) {
                events.add(one);
            }
        }
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
