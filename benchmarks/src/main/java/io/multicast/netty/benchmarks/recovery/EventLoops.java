package io.multicast.netty.benchmarks.recovery;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import java.util.function.Supplier;

/** The transports. */
enum EventLoops {
    NIO(NioIoHandler::newFactory, NioDatagramChannel.class),
    EPOLL(EpollIoHandler::newFactory, EpollDatagramChannel.class),
    IO_URING(IoUringIoHandler::newFactory, IoUringDatagramChannel.class);

    private final Supplier<IoHandlerFactory> handler;
    private final Class<? extends Channel> channel;

    EventLoops(Supplier<IoHandlerFactory> handler, Class<? extends Channel> channel) {
        this.handler = handler;
        this.channel = channel;
    }

    MultiThreadIoEventLoopGroup group() {
        return new MultiThreadIoEventLoopGroup(1, handler.get());
    }

    Class<? extends Channel> channel() {
        return channel;
    }
}
