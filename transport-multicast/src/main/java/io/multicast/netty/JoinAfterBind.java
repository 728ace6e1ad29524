package io.multicast.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.util.List;

/**
 * Joins groups once the socket is bound, for systems that want that order. Stands first in the pipeline, holds the caller's
 * future back until the groups are joined, and when that fails keeps channelActive and channelInactive, which Netty has
 * under way by then, from all handlers.
 */
final class JoinAfterBind extends ChannelDuplexHandler {
    private final ChannelSocket socket;
    private final List<Setting> memberships;
    private boolean failed;

    JoinAfterBind(ChannelSocket socket, List<Setting> memberships) {
        this.socket = socket;
        this.memberships = memberships;
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
        return context.newPromise().addListener((ChannelFutureListener) done -> join(context, done, promise));
    }

    private void join(ChannelHandlerContext context, ChannelFuture done, ChannelPromise promise) {
        if (!done.isSuccess()) {
            promise.tryFailure(done.cause());
            return;
        }
        try {
            memberships.forEach(setting -> setting.apply().accept(socket));
        } catch (MulticastException e) {
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
