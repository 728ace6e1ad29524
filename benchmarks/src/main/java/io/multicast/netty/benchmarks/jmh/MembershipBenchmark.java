package io.multicast.netty.benchmarks.jmh;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import java.net.InetAddress;
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

/** Memberships through the public API, on the event loop and on interface 1, mostly the loopback. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EventLoopChannel.BATCH)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MembershipBenchmark {
    private final EventLoopChannel channel = new EventLoopChannel();
    private final Multicast multicast = channel.multicast();
    private final Membership extra = Membership.of("239.255.0.1").on(1);
    private final Membership filtered = Membership.of("239.255.0.2").on(1);
    private final InetAddress source = InetAddress.getLoopbackAddress();

    /** Joins and leaves a group for any source. */
    @Benchmark
    public int joinAndLeave() throws Exception {
        return channel.repeat(() ->
                multicast.join(extra).isSuccess() && multicast.leave(extra).isSuccess());
    }

    /** Joins, blocks a source, lets it through again, and leaves. */
    @Benchmark
    public int blockAndUnblock() throws Exception {
        return channel.repeat(() -> multicast.join(filtered).isSuccess()
                && multicast.block(filtered, source).isSuccess()
                && multicast.unblock(filtered, source).isSuccess()
                && multicast.leave(filtered).isSuccess());
    }

    /** Closes the channel. */
    @TearDown
    public void close() {
        channel.close();
    }
}
