package io.multicast.netty;

import io.multicast.netty.internal.start.StartUp;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;

/**
 * Refuses an initializer that was added with an executor of its own: there it would run beside the bind that it is to come
 * before. That it takes outbound calls, too, makes Netty lead the bind through that executor, behind the refusal.
 */
abstract class StartHandler extends ChannelInitializer<Channel> implements ChannelOutboundHandler {
    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        if (!context.channel().isRegistered() || isOnEventLoop(context)) {
            super.handlerAdded(context);
        } else {
            refuse(context);
        }
    }

    @Override
    protected final void initChannel(Channel channel) throws Exception {
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (isOnEventLoop(context)) { // or it is refused already
            start(channel, context);
        }
    }

    /** On the event loop. */
    abstract void start(Channel channel, ChannelHandlerContext place);

    @SuppressWarnings("ReferenceEquality") // the very thread
    private static boolean isOnEventLoop(ChannelHandlerContext context) {
        return context.executor() == context.channel().eventLoop();
    }

    /** Netty removes this handler soon; the gate stays, where what was on its way to this one goes next. */
    @SuppressWarnings("deprecation") // an executor of one's own is what this is about
    private static void refuse(ChannelHandlerContext context) {
        Channel channel = context.channel();
        context.pipeline().addBefore(context.executor(), context.name(), null, new Gate());
        MulticastException cause = Multicast.failure(channel)
                .operation("start the channel")
                .hint("a MulticastInitializer runs on the channel's event loop: add it to the pipeline without an"
                        + " executor")
                .exception();
        channel.eventLoop().execute(() -> StartUp.fail(channel, cause));
    }

    /** Gives a bind to the event loop, behind the refusal. */
    private static final class Gate extends ChannelOutboundHandlerAdapter {
        @Override
        public void bind(ChannelHandlerContext context, SocketAddress local, ChannelPromise promise) {
            context.channel().eventLoop().execute(() -> context.bind(local, promise));
        }

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            context.channel().eventLoop().execute(() -> context.connect(remote, local, promise));
        }
    }

    @Override
    public void bind(ChannelHandlerContext context, SocketAddress local, ChannelPromise promise) {
        context.bind(local, promise);
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        context.connect(remote, local, promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise promise) {
        context.disconnect(promise);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.close(promise);
    }

    @Override
    public void deregister(ChannelHandlerContext context, ChannelPromise promise) {
        context.deregister(promise);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
    }
}
