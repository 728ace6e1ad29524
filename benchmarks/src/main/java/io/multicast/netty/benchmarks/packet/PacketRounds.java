package io.multicast.netty.benchmarks.packet;

/** Something that is measured in interleaved rounds. */
interface PacketRounds {
    /** Prints its figures for datagrams of that size. */
    void run(int size, int warmUp, int rounds) throws Exception;
}
