package io.multicast.netty.child;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.util.concurrent.TimeUnit;

/** Says whether multicast is available, and binds an NIO channel with a TTL of 42. */
public final class BindOnce {
    private BindOnce() {}

    /** Takes no arguments. */
    @SuppressWarnings("deprecation") // what Netty 4.2 wants instead is not in 4.1
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("available: " + Multicast.isAvailable());
        System.out.println("cause: " + message(Multicast.unavailabilityCause()));
        EventLoopGroup group = new io.netty.channel.nio.NioEventLoopGroup(1);
        ChannelFuture bound = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(MulticastInitializer.builder()
                        .option(MulticastChannelOption.IP_MULTICAST_TTL, 42)
                        .build())
                .bind(0);
        System.out.println("completed: " + bound.await(10, TimeUnit.SECONDS));
        System.out.println("failed: " + (bound.cause() == null ? "no" : type(bound.cause())));
        System.out.println("open: " + bound.channel().isOpen());
        if (bound.isSuccess()) {
            read(bound.channel());
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    }

    private static void read(Channel channel) throws InterruptedException {
        System.out.println("ttl: "
                + Multicast.of(channel)
                        .get(MulticastChannelOption.IP_MULTICAST_TTL)
                        .sync()
                        .getNow());
    }

    private static String type(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + message(cause);
    }

    private static String message(Throwable cause) {
        return cause == null ? "none" : cause.getMessage();
    }
}
