package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import io.multicast.netty.benchmarks.suite.Contender.Cost;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs contenders by turns, so that what disturbs the machine disturbs all of them: A B C, B C A, C A B.
 *
 * @param warmUp how many rounds are not counted
 * @param measured how many are
 * @param times how often each does it in a round
 */
record Rounds(int warmUp, int measured, int times) {
    void run(String kase, List<Contender> contenders, Samples samples) throws Exception {
        List<Contender> able = new ArrayList<>(contenders);
        for (int round = -warmUp; round < measured; round++) {
            List<Contender> order = new ArrayList<>(able);
            java.util.Collections.rotate(order, -Math.floorMod(round, order.size()));
            for (Contender contender : order) {
                try {
                    note(kase, contender.name(), round, contender.run(times), samples);
                } catch (CannotException e) {
                    samples.skip(contender.name() + " (" + kase + ")", String.valueOf(e.getMessage()));
                    able.remove(contender);
                }
            }
        }
    }

    private static void note(String kase, String contender, int round, Cost cost, Samples samples) {
        if (round < 0) {
            return;
        }
        samples.add(kase, contender, "ns", round, cost.nanos());
        if (!Double.isNaN(cost.bytes())) {
            samples.add(kase, contender, "bytes", round, cost.bytes());
        }
    }
}
