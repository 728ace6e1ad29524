package io.multicast.netty.internal.start;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands first in the pipeline of a channel whose start has failed, and fails what is asked of it next, before the system
 * sees it: so the channel never becomes active. When nothing is asked, the pipeline is told. Goes with the channel.
 */
final class FailedStart extends ChannelOutboundHandlerAdapter {
    /** How long a bind that is under way on another thread may take to arrive. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final RuntimeException cause;
    private @Nullable Future<?> patience;

    FailedStart(RuntimeException cause) {
        this.cause = cause;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        patience = context.executor().schedule(() -> tell(context), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopWaiting();
    }

    private void tell(ChannelHandlerContext context) {
        context.fireExceptionCaught(cause);
        context.close();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    private void fail(ChannelHandlerContext context, ChannelPromise promise) {
        stopWaiting();
        context.close();
        promise.tryFailure(cause);
    }

    @Override
    public void bind(ChannelHandlerContext context, SocketAddress local, ChannelPromise promise) {
        fail(context, promise);
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        fail(context, promise);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        fail(context, promise);
    }
}
