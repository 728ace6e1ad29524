package io.multicast.netty.benchmarks.jmh;

import io.multicast.netty.Membership;
import java.net.InetAddress;
import org.openjdk.jmh.annotations.Benchmark;

/** Memberships through the public API, on the event loop and on interface 1, mostly the loopback. */
public class MembershipBenchmark extends LoopBenchmark {
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
}
