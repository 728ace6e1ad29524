package io.multicast.netty.internal.start;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.util.List;

/**
 * Joins groups and sets outgoing interfaces once the socket is bound, for systems that want that order. Stands first in the
 * pipeline, holds the caller's future back until all is set, and when that fails keeps channelActive and channelInactive,
 * which Netty has under way by then, from all handlers.
 */
final class SetAfterBind extends ChannelDuplexHandler {
    private final List<Setting> settings;
    private boolean failed;

    SetAfterBind(List<Setting> settings) {
        this.settings = settings;
    }

    @Override
    public void bind(ChannelHandlerContext context, SocketAddress local, ChannelPromise promise) {
        context.bind(local, whenDone(context, promise));
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        context.connect(remote, local, whenDone(context, promise));
    }

    private ChannelPromise whenDone(ChannelHandlerContext context, ChannelPromise promise) {
        return context.newPromise().addListener((ChannelFutureListener) done -> set(context, done, promise));
    }

    private void set(ChannelHandlerContext context, ChannelFuture done, ChannelPromise promise) {
        if (!done.isSuccess()) {
            promise.tryFailure(done.cause());
            return;
        }
        try {
            settings.forEach(setting -> setting.apply().accept(context.channel()));
        } catch (Throwable e) { // whatever it is, the caller waits for it
            failed = true;
            context.close();
            promise.tryFailure(e);
            return;
        }
        context.pipeline().remove(this);
        promise.trySuccess();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!failed) {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!failed) {
            context.fireChannelInactive();
        }
    }
}
