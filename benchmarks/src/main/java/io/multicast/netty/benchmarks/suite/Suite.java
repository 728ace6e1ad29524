package io.multicast.netty.benchmarks.suite;

/** A measurement that answers one question. */
public interface Suite {
    /**
     * Measures.
     *
     * @param plan how long, and where
     * @param samples takes what was found
     */
    void run(Plan plan, Samples samples) throws Exception;
}
