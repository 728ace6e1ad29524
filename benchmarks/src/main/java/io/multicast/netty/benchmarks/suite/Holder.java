package io.multicast.netty.benchmarks.suite;

/** A way to join groups: what it costs depends on how many are held. */
interface Holder {
    /** Who. */
    String name();

    /** Starts anew with so many groups joined: 239.1.0.0 and on. */
    void hold(int groups) throws Exception;

    /** Joins and leaves one more. */
    Contender pair();

    /** Blocks and unblocks a source of one more, joined for any source. */
    Contender change();
}
