package io.multicast.netty.benchmarks.following;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.MulticastEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Hundreds of interfaces appear at once, of which a socket can join twenty. */
final class ManyAppear implements Following.Situation {
    private static final String KASE = "500 interfaces appear, a limit of 20";
    private static final int LIMIT = 20;
    private static final int UNLIMITED = 100_000;
    private static final long QUIET_NANOS = 500_000_000;

    @Override
    public void measure(Trial trial) throws Exception {
        List<String> appear = Network.pairs("du", trial.pick(250, 30));
        Network.set("ipv4/igmp_max_memberships", LIMIT);
        for (int round = -1; round < trial.pick(9, 2); round++) {
            long alone = trial.network().run(appear);
            trial.network().deletePairs();
            followed(trial, appear, round, alone);
        }
        Network.set("ipv4/igmp_max_memberships", UNLIMITED);
    }

    /** The first round warms up. */
    private static void followed(Trial trial, List<String> appear, int round, long alone) throws Exception {
        try (FollowingChannels following = new FollowingChannels();
                Probe probe = new Probe(following.loop())) {
            following.open(List.of(Membership.of("239.77.3.1").on(InterfaceSelector.named("du*", "lo"))));
            probe.reset();
            long together = trial.network().run(appear);
            probe.lastBusy(QUIET_NANOS);
            if (round >= 0) {
                trial.millis(KASE, "ip -batch, nobody follows", round, alone / 1e6);
                trial.millis(KASE, "ip -batch, a channel follows", round, together / 1e6);
                trial.millis(KASE, "longest pause of the loop", round, probe.longestMillis());
                trial.events(KASE, "FAILED for a place, at most", round, failed(following));
            }
            trial.network().deletePairs();
        }
    }

    private static double failed(FollowingChannels following) {
        Map<Integer, Long> failed = following.events.stream()
                .filter(event -> event.type() == MulticastEvent.Type.FAILED)
                .collect(Collectors.groupingBy(MulticastEvent::interfaceIndex, Collectors.counting()));
        return failed.values().stream().mapToLong(count -> count).max().orElse(0);
    }
}
