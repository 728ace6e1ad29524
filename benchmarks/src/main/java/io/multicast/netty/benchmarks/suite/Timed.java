package io.multicast.netty.benchmarks.suite;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A contender within this JVM: timed on the thread that does the work, with what that thread allocated.
 *
 * @param name who
 * @param thread where, an executor of one thread
 * @param work what
 */
record Timed(String name, ExecutorService thread, Work work) implements Contender {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LIMIT_SECONDS = 120;

    /** Does something so many times. */
    interface Work {
        void run(int times) throws Exception;
    }

    @Override
    public Cost run(int times) throws Exception {
        Callable<Cost> measured = () -> measure(times);
        try {
            return thread.submit(measured).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotException cannot
                    ? cannot
                    : new CannotException(String.valueOf(e.getCause()));
        }
    }

    private Cost measure(int times) throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        work.run(times);
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost((double) nanos / times, (double) allocated / times);
    }
}
