package io.multicast.netty.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * From figures to places on paper.
 *
 * @param from the least figure shown
 * @param to the greatest
 * @param logarithmic whether equal steps are equal factors
 * @param start the place of the least
 * @param end the place of the greatest
 */
record Axis(double from, double to, boolean logarithmic, double start, double end) {
    /** From zero, for bars. */
    static Axis linear(double max, double start, double end) {
        double step = step(max);
        return new Axis(0, Math.ceil(max / step) * step, false, start, end);
    }

    /** Whole powers of ten around the figures. */
    static Axis logarithmic(double min, double max, double start, double end) {
        return new Axis(
                Math.pow(10, Math.floor(Math.log10(min))), Math.pow(10, Math.ceil(Math.log10(max))), true, start, end);
    }

    double at(double value) {
        double part = logarithmic
                ? (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
                : (value - from) / (to - from);
        return start + part * (end - start);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = from; tick <= to * 1.001; tick *= 10) {
                ticks.add(tick);
                if (tick * 3 < to) {
                    ticks.add(tick * 3);
                }
            }
        } else {
            double step = step(to);
            for (double tick = 0; tick <= to * 1.001; tick += step) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, for four to ten ticks. */
    private static double step(double max) {
        double rough = max / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double part = rough / power;
        return (part > 5 ? 10 : part > 2 ? 5 : part > 1 ? 2 : 1) * power;
    }
}
