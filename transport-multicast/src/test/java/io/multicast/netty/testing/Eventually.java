package io.multicast.netty.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for what happens on another thread, in another process or in the kernel. */
public final class Eventually {
    private static final long PAUSE_NANOS = 5_000_000;

    private Eventually() {}

    /**
     * Waits until the condition holds. An {@link AssertionError} from it counts as "not yet".
     *
     * @param evidence what to show if it never does, for instance {@link Namespace#evidence()}
     * @throws AssertionError after the limit, with the evidence
     */
    public static void await(Duration limit, Callable<Boolean> condition, Supplier<String> evidence) {
        long start = System.nanoTime();
        AssertionError last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (AssertionError e) {
                last = e;
            } catch (Exception e) {
                throw new AssertionError("the condition threw; " + evidence.get(), e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() - start < limit.toNanos()
                && !Thread.currentThread().isInterrupted());
        throw new AssertionError("not within " + limit + ": " + evidence.get(), last);
    }
}
