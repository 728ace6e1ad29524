package io.multicast.netty.benchmarks.report;

import java.util.Arrays;

/** The least, the middle and the greatest of some figures. */
record Spread(double min, double median, double max) {
    static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
