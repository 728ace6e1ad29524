package io.multicast.netty.benchmarks.following;

import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long an event loop keeps others waiting: a task for it each millisecond, and the time until it has run. */
final class Probe implements AutoCloseable {
    private static final long INTERVAL_NANOS = 1_000_000;
    private static final long BUSY_NANOS = 3_000_000;
    private static final long LIMIT_SECONDS = 60;

    private final SingleThreadIoEventLoop loop;
    private final Thread thread;
    private volatile boolean ended;
    private volatile long longest;
    private volatile long lastBusy;

    Probe(SingleThreadIoEventLoop loop) {
        this.loop = loop;
        thread = new Thread(this::run, "probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!ended) {
            boolean waiting = loop.pendingTasks() > 0;
            long start = System.nanoTime();
            loop.submit(() -> {}).awaitUninterruptibly(LIMIT_SECONDS, TimeUnit.SECONDS);
            long now = System.nanoTime();
            longest = Math.max(longest, now - start);
            if (waiting || now - start > BUSY_NANOS) {
                lastBusy = now;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** Begins anew. */
    void reset() {
        longest = 0;
        lastBusy = System.nanoTime();
    }

    /** The longest wait since it began, in milliseconds. */
    double longestMillis() {
        return longest / 1e6;
    }

    /** When the loop was last seen with work, by {@link System#nanoTime}; once it has had none for so long. */
    long lastBusy(long quietNanos) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() - lastBusy < quietNanos && System.nanoTime() < limit) {
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
        return lastBusy;
    }

    @Override
    public void close() {
        ended = true;
    }
}
