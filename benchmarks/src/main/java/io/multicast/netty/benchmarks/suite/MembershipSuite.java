package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** One join and leave, and one block and unblock, beside so many memberships of the same socket. */
final class MembershipSuite implements Suite {
    private static final int UNLIMITED = 20; // igmp_max_memberships, as systems come

    /** Held beside the one that is joined, with how often a round does it. */
    private record Load(int held, int times) {}

    private static final List<Load> LOADS =
            List.of(new Load(0, 1000), new Load(20, 1000), new Load(1000, 300), new Load(10_000, 60));

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        NetworkInterface networkInterface = NetworkInterface.getByName(plan.networkInterface());
        try (Peers peers = new Peers(plan, samples);
                Channels channels = new Channels()) {
            List<Holder> holders = new ArrayList<>();
            peers.c().ifPresent(c -> holders.add(Holders.peer("C", c)));
            holders.add(Holders.calls("native calls alone", channels, networkInterface));
            holders.add(Holders.multicast("Multicast, on the event loop", channels, networkInterface));
            holders.add(Holders.netty(channels, networkInterface));
            holders.add(Holders.nio(channels, networkInterface));
            peers.go().ifPresent(go -> holders.add(Holders.peer("Go x/net", go)));
            for (Load load : LOADS) {
                if (load.held >= UNLIMITED && !plan.isolated()) {
                    samples.skip("all (" + load.held + " held)", "needs a network namespace of its own");
                } else {
                    measure(load, holders, plan, samples);
                }
            }
        }
    }

    private static void measure(Load load, List<Holder> holders, Plan plan, Samples samples) throws Exception {
        List<Contender> pairs = new ArrayList<>();
        List<Contender> changes = new ArrayList<>();
        for (Holder holder : holders) {
            try {
                holder.hold(load.held);
                pairs.add(holder.pair());
                changes.add(holder.change());
            } catch (CannotException e) {
                samples.skip(holder.name() + " (" + load.held + " held)", String.valueOf(e.getMessage()));
            }
        }
        int times = plan.pick(load.times, Math.max(10, load.times / 10));
        int warmUp = load.held == 0 ? plan.pick(40, 3) : 3;
        Rounds rounds = new Rounds(warmUp, plan.pick(25, 4), times);
        rounds.run("join + leave, " + load.held + " held", pairs, samples);
        rounds.run("block + unblock, " + load.held + " held", changes, samples);
    }
}
