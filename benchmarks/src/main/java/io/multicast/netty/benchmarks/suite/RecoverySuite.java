package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.recovery.Recovery;

/** Runs {@link Recovery}, and reads its table: change, transport, family, least, median, greatest. */
final class RecoverySuite implements Suite {
    private static final int COLUMNS = 8;

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        if (!plan.isolated()) {
            samples.skip("all", "needs network namespaces");
            return;
        }
        int exit = Jvm.run(line -> read(line, samples), Recovery.class, String.valueOf(plan.pick(5, 1)));
        if (exit != 0) {
            samples.skip("all", "the measuring process failed");
        }
    }

    private static void read(String line, Samples samples) {
        String[] cells = line.split("\\s*\\|\\s*");
        if (cells.length == COLUMNS && cells[4].matches("[\\d.]+")) {
            for (int i = 0; i < 3; i++) {
                samples.add(cells[1], cells[2] + ", " + cells[3], "ms", i, Double.parseDouble(cells[4 + i]));
            }
        }
    }
}
