package io.multicast.netty.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * One event loop of a transport, in a namespace or on the machine itself, and the datagram channels made for it. Closing it
 * closes them and ends the loop. Each channel is closed by name: {@code shutdownGracefully} without a quiet period leaves
 * channels of Netty 4.2 open about every second time.
 */
public final class Loop implements AutoCloseable {
    private static final int LIMIT_SECONDS = 10;

    private final Transport transport;
    private final Namespace namespace;
    private final EventLoopGroup group;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();

    private Loop(Transport transport, Namespace namespace) {
        transport.require();
        this.transport = transport;
        this.namespace = namespace;
        group = transport.group(namespace == null ? new DefaultThreadFactory("loop", true) : namespace.threadFactory());
    }

    /** An event loop whose thread and channels are in a namespace. Skips the test unless the transport is available. */
    public static Loop in(Namespace namespace, Transport transport) {
        return new Loop(transport, namespace);
    }

    /** An event loop on the machine itself, which needs no rights. Skips the test unless the transport is available. */
    public static Loop here(Transport transport) {
        return new Loop(transport, null);
    }

    /** The group of one event loop. */
    public EventLoopGroup group() {
        return group;
    }

    /** The transport. */
    public Transport transport() {
        return transport;
    }

    /** The kernel's view of the place where this loop is. */
    public Kernel kernel() {
        return namespace == null ? Kernel.here() : Kernel.of(namespace);
    }

    /**
     * Makes a bootstrap for datagram channels on this loop. Have the channels made by {@link #call}, {@link #bind(Bootstrap,
     * int)} ...: they belong to the namespace of the thread that makes them.
     *
     * @param family StandardProtocolFamily INET or INET6, or null for the transport's own choice
     */
    public Bootstrap bootstrap(ProtocolFamily family, ChannelHandler handler) {
        ChannelFactory<DatagramChannel> factory = transport.datagram(family);
        return new Bootstrap()
                .group(group)
                .channelFactory(() -> closeWithThis(factory.newChannel()))
                .handler(handler);
    }

    /** Has a channel closed with this loop. */
    public <C extends Channel> C closeWithThis(C channel) {
        channels.add(channel);
        return channel;
    }

    /** Runs code where this loop is. */
    public <T, E extends Exception> T call(Namespace.Body<T, E> body) throws E {
        return namespace == null ? body.call() : namespace.call(body);
    }

    /** Binds to the wildcard address and waits for it; port 0 means any. */
    public Channel bind(Bootstrap bootstrap, int port) throws InterruptedException {
        return call(() -> bootstrap.bind(port).sync().channel());
    }

    /** Binds and waits for it. */
    public Channel bind(Bootstrap bootstrap, SocketAddress address) throws InterruptedException {
        return call(() -> bootstrap.bind(address).sync().channel());
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly(LIMIT_SECONDS, TimeUnit.SECONDS));
        if (!group.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the event loop of " + transport + " does not end");
        }
    }
}
