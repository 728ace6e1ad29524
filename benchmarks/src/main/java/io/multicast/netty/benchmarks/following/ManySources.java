package io.multicast.netty.benchmarks.following;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A group of thousands of sources, joined, and then changed to as many others. */
final class ManySources implements Following.Situation {
    private static final int LIMIT = 10_000;

    @Override
    public void measure(Trial trial) throws Exception {
        Network.set("ipv4/igmp_max_msf", LIMIT);
        int count = trial.pick(4000, 200);
        try (FollowingChannels following = new FollowingChannels()) {
            Multicast multicast = Multicast.of(following.open(List.of()));
            for (int round = -5; round < trial.pick(20, 2); round++) {
                set(multicast, Set.of());
                double joined = set(multicast, Set.of(group(trial, 1, count)));
                double changed = set(multicast, Set.of(group(trial, 2, count)));
                if (round >= 0) {
                    trial.millis("4,000 sources of a group", "joined", round, joined);
                    trial.millis("4,000 sources of a group", "changed to others", round, changed);
                }
            }
        }
    }

    private static Membership group(Trial trial, int network, int count) {
        String[] sources = IntStream.range(0, count)
                .mapToObj(i -> "10." + network + "." + i / 256 + "." + i % 256)
                .toArray(String[]::new);
        return Membership.of("232.1.2.3").on(trial.networkInterface()).from(sources);
    }

    private static double set(Multicast multicast, Set<Membership> memberships) throws InterruptedException {
        long start = System.nanoTime();
        multicast.set(MulticastChannelOption.MEMBERSHIPS, memberships).sync();
        return (System.nanoTime() - start) / 1e6;
    }
}
