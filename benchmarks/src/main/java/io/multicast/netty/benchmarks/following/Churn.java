package io.multicast.netty.benchmarks.following;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import java.util.List;

/** Interfaces come and go beside hundreds of others, and one that a group is joined on stays as it is. */
final class Churn implements Following.Situation {
    private static final String KASE = "1,400 interfaces, others come and go";

    @Override
    public void measure(Trial trial) throws Exception {
        trial.network().run(Network.pairs("v", trial.pick(700, 50)));
        try (FollowingChannels following = new FollowingChannels();
                Probe probe = new Probe(following.loop())) {
            following.open(List.of(
                    Membership.of("239.1.2.3").on(InterfaceSelector.inSubnet("10.77.0.0/24")),
                    Membership.of("239.1.2.4").on(trial.networkInterface())));
            Thread.sleep(trial.pick(2000, 200));
            for (int round = 0; round < trial.pick(3, 1); round++) {
                following.events.clear();
                probe.reset();
                churn(trial.network(), trial.pick(5000, 500));
                Thread.sleep(trial.pick(1500, 300));
                trial.events(KASE, "events of the one that stays", round, following.events.size());
                trial.millis(KASE, "longest pause of the loop", round, probe.longestMillis());
            }
        }
        trial.network().deletePairs();
    }

    private static void churn(Network network, long millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            network.run("link add x type bridge", "link set x up", "link del x");
        }
    }
}
