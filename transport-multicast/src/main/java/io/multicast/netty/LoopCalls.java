package io.multicast.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes calls on a channel's event loop; whatever happens, the future completes. */
final class LoopCalls {
    private final Channel channel;
    private final ChannelSocket socket;

    LoopCalls(Channel channel, ChannelSocket socket) {
        this.channel = channel;
        this.socket = socket;
    }

    /** Whether this is the thread for it. */
    boolean isCurrent() {
        EventLoop loop = loop();
        return loop != null && loop.inEventLoop();
    }

    /** A call without a result; on the event loop no object is made for it. */
    <A> ChannelFuture run(BiConsumer<ChannelSocket, A> action, A argument) {
        EventLoop loop = loop();
        if (loop == null) {
            return failed(unregistered());
        }
        if (loop.inEventLoop()) {
            try {
                action.accept(socket, argument);
                return channel.newSucceededFuture();
            } catch (Throwable e) {
                return channel.newFailedFuture(e);
            }
        }
        return later(loop, () -> action.accept(socket, argument));
    }

    private ChannelFuture later(EventLoop loop, Runnable action) {
        ChannelPromise promise = channel.newPromise();
        try {
            loop.execute(() -> complete(promise, action));
            return promise;
        } catch (RejectedExecutionException e) {
            return failed(shutDown(e));
        }
    }

    /** A call with a result. */
    <T> Future<T> call(Callable<T> action) {
        EventLoop loop = loop();
        if (loop == null) {
            return new DefaultPromise<T>(GlobalEventExecutor.INSTANCE).setFailure(unregistered());
        }
        Promise<T> promise = loop.newPromise();
        try {
            execute(loop, () -> complete(promise, action));
            return promise;
        } catch (RejectedExecutionException e) {
            return new DefaultPromise<T>(GlobalEventExecutor.INSTANCE).setFailure(shutDown(e));
        }
    }

    private static void execute(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private static void complete(ChannelPromise promise, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            promise.setFailure(e);
            return;
        }
        promise.setSuccess();
    }

    private static <T> void complete(Promise<T> promise, Callable<T> action) {
        T result;
        try {
            result = action.call();
        } catch (Throwable e) {
            promise.setFailure(e);
            return;
        }
        promise.setSuccess(result);
    }

    private @Nullable EventLoop loop() {
        try {
            return channel.eventLoop();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Failed on an executor that always runs: the channel's own is missing or shut down. */
    private ChannelFuture failed(MulticastException cause) {
        return new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE).setFailure(cause);
    }

    private MulticastException unregistered() {
        return socket.failure()
                .operation("reach the socket")
                .hint("the channel is not registered with an event loop yet: register, bind or connect it first, or use"
                        + " MulticastInitializer")
                .exception();
    }

    private MulticastException shutDown(RejectedExecutionException cause) {
        return socket.failure()
                .operation("reach the socket")
                .hint("the channel's event loop is shut down")
                .exception(cause);
    }
}
