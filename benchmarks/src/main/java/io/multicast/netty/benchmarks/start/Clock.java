package io.multicast.netty.benchmarks.start;

/** Tells when main() began and when the option was set, by the clock that all processes of the host share. */
final class Clock {
    private Clock() {}

    /** Prints both and ends the process. */
    static void done(long main) {
        long done = System.nanoTime();
        System.out.println(main + " " + done);
        System.out.flush();
        Runtime.getRuntime().exit(0);
    }
}
