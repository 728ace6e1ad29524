package io.multicast.netty.benchmarks.following;

import java.util.List;

/** What it costs to follow a network that moves: events, pauses of the event loop, and what it costs others. */
public final class Following {
    /** Takes figures. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Takes one.
         *
         * @param kase the situation
         * @param what what of it
         * @param metric the unit
         * @param round which time
         * @param value the figure
         */
        void take(String kase, String what, String metric, int round, double value);
    }

    /** Something that happens to a network. */
    @FunctionalInterface
    interface Situation {
        void measure(Trial trial) throws Exception;
    }

    private static final List<Situation> SITUATIONS = List.of(
            new AddressChanges(),
            new ManyAppear(),
            new ManyMemberships(),
            new Churn(),
            new Recreation(),
            new ManySources());

    private Following() {}

    /** Measures all, in the network namespace of this process, which nobody else uses. */
    public static void measure(String networkInterface, boolean quick, Listener listener) throws Exception {
        for (Situation situation : SITUATIONS) {
            try (Network network = new Network()) {
                situation.measure(new Trial(network, networkInterface, quick, listener));
            }
        }
    }
}
