package io.multicast.netty;

import io.multicast.netty.internal.membership.Diagnosis;
import io.multicast.netty.internal.membership.GroupTables;
import io.multicast.netty.internal.membership.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls on a channel's event loop. Whatever happens, the future completes; whatever fails, by a {@link
 * MulticastException}. A future that is cancelled before its call has begun keeps it from being made; later it can't be.
 */
final class LoopCalls {
    private static final long SLICE_NANOS = 5_000_000;

    private final Channel channel;
    private final ChannelSocket socket;
    private final Joining joined;

    LoopCalls(Channel channel, ChannelSocket socket) {
        this.channel = channel;
        this.socket = socket;
        joined = new Joining(channel);
        joined.setSuccess();
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
            } catch (RuntimeException e) {
                return channel.newFailedFuture(socket.failure(e));
            }
        }
        ChannelPromise promise = channel.newPromise();
        MulticastException failure = submit(loop, promise, () -> {
            action.accept(socket, argument);
            promise.trySuccess();
        });
        return failure == null ? promise : failed(failure);
    }

    /** A join; on the event loop no object is made for one that leaves nothing out. */
    JoinFuture join(Membership membership) {
        EventLoop loop = loop();
        if (loop == null) {
            return failed(unregistered());
        }
        if (loop.inEventLoop()) {
            try {
                List<Refused> refused = socket.memberships().join(membership);
                return refused.isEmpty() ? joined : complete(new Joining(channel), refused);
            } catch (RuntimeException e) {
                Joining failing = new Joining(channel);
                failing.setFailure(socket.failure(e));
                return failing;
            }
        }
        Joining joining = new Joining(channel);
        MulticastException failure = submit(
                loop, joining, () -> complete(joining, socket.memberships().join(membership)));
        return failure == null ? joining : failed(failure);
    }

    private Joining complete(Joining joining, List<Refused> refused) {
        Map<MulticastInterface, MulticastException> told = new LinkedHashMap<>();
        refused.forEach(one -> told.put(
                MulticastInterface.of(one.refusal().index(), one.refusal().interfaceName()),
                socket.memberships().failure(one.refusal(), null)));
        joining.refuse(told).trySuccess();
        return joining;
    }

    /** A call with a result. */
    <T> Future<T> call(Callable<T> action) {
        return promise(promise -> promise.trySuccess(action.call()));
    }

    /** The comparison with the kernel: tables are read elsewhere, the rest is done in slices. */
    Future<List<Discrepancy>> diagnose() {
        return promise(promise -> {
            Supplier<GroupTables> tables = socket.memberships().tables();
            GlobalEventExecutor.INSTANCE.execute(() -> {
                GroupTables read = tables.get();
                submitOrFail(promise, () -> work(socket.memberships().diagnose(read), promise));
            });
        });
    }

    private void work(Diagnosis diagnosis, Promise<List<Discrepancy>> promise) {
        socket.open(() -> socket.failure().operation("compare the memberships with the kernel's"));
        if (diagnosis.work(SLICE_NANOS)) {
            submitOrFail(promise, () -> work(diagnosis, promise));
        } else {
            promise.trySuccess(diagnosis.found().stream()
                    .map(finding -> new Discrepancy(Membership.of(finding.membership()), finding.text()))
                    .toList());
        }
    }

    private void submitOrFail(Promise<?> promise, Action action) {
        MulticastException failure = submit(channel.eventLoop(), promise, action);
        if (failure != null) {
            promise.tryFailure(failure);
        }
    }

    /** Something that completes a promise, or throws. */
    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    /** The same for a promise that it is given. */
    @FunctionalInterface
    private interface Completion<T> {
        void run(Promise<T> promise) throws Exception;
    }

    private <T> Future<T> promise(Completion<T> completion) {
        EventLoop loop = loop();
        if (loop == null) {
            return new DefaultPromise<T>(GlobalEventExecutor.INSTANCE).setFailure(unregistered());
        }
        Promise<T> promise = loop.newPromise();
        if (loop.inEventLoop()) {
            run(promise, () -> completion.run(promise));
            return promise;
        }
        MulticastException failure = submit(loop, promise, () -> completion.run(promise));
        return failure == null ? promise : new DefaultPromise<T>(GlobalEventExecutor.INSTANCE).setFailure(failure);
    }

    /** Has it done on the channel's event loop, wherever the channel has moved by then; answers why it can't be. */
    private @Nullable MulticastException submit(EventLoop loop, Promise<?> promise, Action action) {
        try {
            loop.execute(() -> {
                EventLoop now = channel.eventLoop();
                if (now.inEventLoop()) {
                    run(promise, action);
                } else {
                    submitOrFail(promise, action);
                }
            });
            return null;
        } catch (RejectedExecutionException e) {
            return shutDown(e);
        }
    }

    private void run(Promise<?> promise, Action action) {
        if (!promise.setUncancellable()) {
            return;
        }
        try {
            action.run();
        } catch (Throwable e) {
            promise.tryFailure(socket.failure(e));
        }
    }

    private @Nullable EventLoop loop() {
        try {
            return channel.eventLoop();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Failed on an executor that always runs: the channel's own is missing or shut down. */
    private Joining failed(MulticastException cause) {
        Joining failed = new Joining(channel, GlobalEventExecutor.INSTANCE);
        failed.setFailure(cause);
        return failed;
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
