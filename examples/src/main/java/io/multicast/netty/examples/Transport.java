package io.multicast.netty.examples;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Netty's transports, each with what a bootstrap needs. An application that knows its transport needs none of this. */
enum Transport {
    NIO(NioIoHandler::newFactory, NioDatagramChannel.class, NioDatagramChannel::new, () -> null),
    EPOLL(
            EpollIoHandler::newFactory,
            EpollDatagramChannel.class,
            EpollDatagramChannel::new,
            Epoll::unavailabilityCause),
    IO_URING(
            IoUringIoHandler::newFactory,
            IoUringDatagramChannel.class,
            IoUringDatagramChannel::new,
            IoUring::unavailabilityCause),
    KQUEUE(
            KQueueIoHandler::newFactory,
            KQueueDatagramChannel.class,
            KQueueDatagramChannel::new,
            KQueue::unavailabilityCause);

    private final Supplier<IoHandlerFactory> ioHandlers;
    private final Class<? extends DatagramChannel> channel;
    private final Function<SocketProtocolFamily, DatagramChannel> ofFamily;
    private final Supplier<@Nullable Throwable> unavailabilityCause;

    Transport(
            Supplier<IoHandlerFactory> ioHandlers,
            Class<? extends DatagramChannel> channel,
            Function<SocketProtocolFamily, DatagramChannel> ofFamily,
            Supplier<@Nullable Throwable> unavailabilityCause) {
        this.ioHandlers = ioHandlers;
        this.channel = channel;
        this.ofFamily = ofFamily;
        this.unavailabilityCause = unavailabilityCause;
    }

    /** The native one of this system, or else NIO; io_uring has to be asked for. */
    static Transport best() {
        return Stream.of(EPOLL, KQUEUE)
                .filter(transport -> transport.unavailabilityCause() == null)
                .findFirst()
                .orElse(NIO);
    }

    /** Why it can't be used here, or null if it can. */
    @Nullable
    Throwable unavailabilityCause() {
        return unavailabilityCause.get();
    }

    /** What is done with an event loop group. */
    interface Work {
        void with(EventLoopGroup group) throws InterruptedException;
    }

    /** One thread is plenty for a few sockets. */
    EventLoopGroup newEventLoopGroup() {
        return new MultiThreadIoEventLoopGroup(1, ioHandlers.get());
    }

    /** Does the work with an event loop group of its own, which is shut down afterwards. */
    void run(Work work) throws InterruptedException {
        EventLoopGroup group = newEventLoopGroup();
        try {
            work.with(group);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        }
    }

    /** For {@code Bootstrap.channel}: AF_INET6 for both families where the system has IPv6. */
    Class<? extends DatagramChannel> channel() {
        return channel;
    }

    /** For {@code Bootstrap.channelFactory}: sockets of that family. */
    ChannelFactory<DatagramChannel> channelFactory(SocketProtocolFamily family) {
        return () -> ofFamily.apply(family);
    }

    /** As users write it: {@code io_uring}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
