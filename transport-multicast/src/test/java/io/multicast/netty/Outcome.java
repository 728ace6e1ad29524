package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** How a call of the library ended; every call must end. */
final class Outcome {
    private static final long LIMIT_SECONDS = 10; // on a machine that is busy with other tests

    private Outcome() {}

    /** The value of a call that must succeed. */
    static <T> T of(Future<T> future) {
        await(future);
        assertThat(future.cause()).isNull();
        return future.getNow();
    }

    /** The channel of a bind or connect that must succeed. */
    static Channel bound(ChannelFuture future) {
        of(future);
        return future.channel();
    }

    /** The cause of a call that must fail. */
    static MulticastException failureOf(Future<?> future) {
        await(future);
        assertThat(future.isSuccess()).as("it succeeded").isFalse();
        assertThat(future.cause()).isInstanceOf(MulticastException.class);
        return (MulticastException) future.cause();
    }

    /** The cause of a call that must fail with that errno. */
    static MulticastException failureOf(Future<?> future, String errnoName) {
        MulticastException failure = failureOf(future);
        assertThat(failure.errnoName()).as(failure.getMessage()).isEqualTo(errnoName);
        return failure;
    }

    /** Waits for a future that must complete. */
    static void await(Future<?> future) {
        try {
            assertThat(future.await(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("completes")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Where a call is made. */
    enum Caller {
        OFF_LOOP {
            @Override
            <F extends Future<?>> F call(Channel channel, Supplier<F> call) {
                return call.get();
            }
        },

        /** There, what is asked of the kernel is done when the call returns. */
        ON_LOOP {
            @Override
            <F extends Future<?>> F call(Channel channel, Supplier<F> call) {
                return runOn(channel, () -> {
                    F future = call.get();
                    assertThat(future.isDone()).as("done at once").isTrue();
                    return future;
                });
            }
        };

        abstract <F extends Future<?>> F call(Channel channel, Supplier<F> call);
    }

    /** Runs code on a channel's event loop and waits for it, longer than for any one call. */
    static <T> T runOn(Channel channel, Supplier<T> body) {
        try {
            return channel.eventLoop().submit(body::get).get(2 * LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
