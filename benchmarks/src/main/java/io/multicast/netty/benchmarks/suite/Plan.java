package io.multicast.netty.benchmarks.suite;

/**
 * How a suite is to be run.
 *
 * @param quick to see that it works, rather than for figures
 * @param networkInterface the interface to join groups on
 * @param isolated whether this process has a network namespace of its own, with raised limits
 */
public record Plan(boolean quick, String networkInterface, boolean isolated) {
    /** One of two numbers. */
    public int pick(int full, int whenQuick) {
        return quick ? whenQuick : full;
    }
}
