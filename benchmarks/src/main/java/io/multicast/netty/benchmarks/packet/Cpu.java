package io.multicast.netty.benchmarks.packet;

import java.lang.management.ManagementFactory;

/** What the calling thread has used. */
record Cpu(long nanos, long bytes) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Cpu now() {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        return new Cpu(THREADS.getCurrentThreadCpuTime(), bytes);
    }

    Cpu since(Cpu start) {
        return new Cpu(nanos - start.nanos, bytes - start.bytes);
    }
}
