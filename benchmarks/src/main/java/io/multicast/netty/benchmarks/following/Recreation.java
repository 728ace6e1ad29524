package io.multicast.netty.benchmarks.following;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastEvent;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** An interface is deleted and made again: from the command that makes it to the last membership that is true again. */
final class Recreation implements Following.Situation {
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final List<String> GROUPS = List.of("239.77.1.1", "ff15::1", "239.77.2.1", "ff15::2");

    @Override
    public void measure(Trial trial) throws Exception {
        for (String index : List.of("index 200 ", "")) {
            trial.network().run(List.of("link add r0 " + index + "type veth peer name r1", "link set r0 up"));
            try (FollowingChannels following = new FollowingChannels()) {
                following.open(GROUPS.stream()
                        .map(group -> Membership.of(group).on("r0"))
                        .toList());
                String kase =
                        "an interface is made anew, with " + (index.isEmpty() ? "another" : "the same") + " index";
                for (int round = -5; round < trial.pick(100, 5); round++) {
                    double millis = once(trial.network(), index, following);
                    if (round >= 0) {
                        trial.millis(kase, "until 4 groups are joined again", round, millis);
                    }
                }
            }
            trial.network().run("link del r0");
        }
    }

    private static double once(Network network, String index, FollowingChannels following) throws Exception {
        following.events.clear();
        network.run("link del r0");
        await(following, MulticastEvent.Type.LOST);
        long start = System.nanoTime();
        network.run(List.of("link add r0 " + index + "type veth peer name r1", "link set r0 up", "link set r1 up"));
        await(following, MulticastEvent.Type.RESTORED);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void await(FollowingChannels following, MulticastEvent.Type type) throws TimeoutException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (following.count(type) < GROUPS.size()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(type + " of " + following.events);
            }
            LockSupport.parkNanos(20_000);
        }
    }
}
