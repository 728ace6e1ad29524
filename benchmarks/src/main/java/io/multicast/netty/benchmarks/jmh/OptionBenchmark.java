package io.multicast.netty.benchmarks.jmh;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;

import org.openjdk.jmh.annotations.Benchmark;

/** One option through the public API, on the event loop. */
public class OptionBenchmark extends LoopBenchmark {
    /** Sets the multicast TTL. */
    @Benchmark
    public int set() throws Exception {
        return channel.repeat(() -> multicast.set(IP_MULTICAST_TTL, 4).isSuccess());
    }

    /** Reads it. */
    @Benchmark
    public int get() throws Exception {
        return channel.repeat(() -> multicast.get(IP_MULTICAST_TTL).isSuccess());
    }

    /** Sets an IPv6 option on an IPv4 socket. */
    @Benchmark
    public int fail() throws Exception {
        return channel.repeat(() -> multicast.set(IPV6_MULTICAST_HOPS, 4).cause() != null);
    }
}
