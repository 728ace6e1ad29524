package io.multicast.netty.benchmarks.jmh;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;

import io.multicast.netty.Multicast;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One option through the public API, on the event loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EventLoopChannel.BATCH)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptionBenchmark {
    private final EventLoopChannel channel = new EventLoopChannel();
    private final Multicast multicast = channel.multicast();

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

    /** Closes the channel. */
    @TearDown
    public void close() {
        channel.close();
    }
}
