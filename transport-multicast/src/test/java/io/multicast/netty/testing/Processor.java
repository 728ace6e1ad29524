package io.multicast.netty.testing;

import com.sun.jna.Memory;

/** The processor that a thread runs on. */
public final class Processor {
    private static final int MOST = 1024; // as many as the C library's cpu_set_t has room for

    private Processor() {}

    /** Keeps the calling thread on the processor that it is on. */
    public static void stay() {
        int now = Libc.check(Libc.C.sched_getcpu());
        try (Memory mask = new Memory(MOST / 8)) {
            mask.clear();
            mask.setByte(now / 8, (byte) (1 << now % 8));
            Libc.check(Libc.C.sched_setaffinity(0, mask.size(), mask));
        }
    }
}
