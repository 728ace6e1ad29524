package io.multicast.netty.benchmarks.following;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Many channels, many interfaces, and one of these whose addresses change all the time. */
final class AddressChanges implements Following.Situation {
    private static final int PAIRS = 150;
    private static final int BATCH = 60; // of two changes each
    private static final int BATCHES = 10;
    private static final long BETWEEN_MILLIS = 200;
    private static final long QUIET_NANOS = 500_000_000;

    @Override
    public void measure(Trial trial) throws Exception {
        int channels = trial.pick(1000, 50);
        trial.network().run(Network.pairs("v", PAIRS));
        List<Membership> memberships = IntStream.range(0, 4)
                .mapToObj(i -> Membership.of("239.1.2." + i).on(InterfaceSelector.named(trial.networkInterface())))
                .toList();
        try (FollowingChannels following = new FollowingChannels()) {
            for (int i = 0; i < channels; i++) {
                following.open(memberships);
            }
            for (int round = 0; round < trial.pick(3, 1); round++) {
                change(trial, following, round);
            }
        }
        trial.network().deletePairs();
    }

    private static void change(Trial trial, FollowingChannels following, int round) throws Exception {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            changes.add("addr add 10.9.0.1/32 dev " + trial.networkInterface());
            changes.add("addr del 10.9.0.1/32 dev " + trial.networkInterface());
        }
        try (Probe probe = new Probe(following.loop())) {
            probe.reset();
            for (int i = 0; i < BATCHES; i++) {
                trial.network().run(changes);
                Thread.sleep(BETWEEN_MILLIS);
            }
            long end = System.nanoTime() - BETWEEN_MILLIS * 1_000_000;
            double late = Math.max(0, (probe.lastBusy(QUIET_NANOS) - end) / 1e6);
            trial.millis("1,200 address changes, 1,000 channels", "loop free after the last", round, late);
            trial.millis(
                    "1,200 address changes, 1,000 channels", "longest pause of the loop", round, probe.longestMillis());
        }
    }
}
