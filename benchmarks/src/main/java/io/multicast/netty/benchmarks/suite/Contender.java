package io.multicast.netty.benchmarks.suite;

/** One way to do the thing that is measured. */
interface Contender {
    /** Who does it. */
    String name();

    /** Does it so many times. */
    Cost run(int times) throws Exception;

    /** That this way is there, but can't do it. */
    final class CannotException extends Exception {
        private static final long serialVersionUID = 1L;

        CannotException(String reason) {
            super(reason);
        }
    }

    /**
     * What one time cost.
     *
     * @param nanos time: mostly that of the thread, in user and kernel, which other programs disturb little
     * @param bytes allocated on the Java heap by the thread that did it; not a number where there is none
     */
    record Cost(double nanos, double bytes) {}
}
