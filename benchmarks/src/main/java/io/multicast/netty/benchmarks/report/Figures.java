package io.multicast.netty.benchmarks.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {
    private Figures() {}

    /** Three digits that count, in a unit that suits. */
    static String quantity(double value, String metric) {
        if (metric.equals("ns") && Math.abs(value) >= 1e6) {
            return digits(value / 1e6) + " ms";
        }
        if (metric.equals("ns") && Math.abs(value) >= 10_000) {
            return digits(value / 1e3) + " µs";
        }
        return digits(value) + " " + metric;
    }

    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size < 0.005 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, size >= 10_000 ? "%,.0f" : "%." + decimals + "f", value);
    }

    /** A figure beside an axis. */
    static String tick(double value) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    static String difference(Spread difference, String metric) {
        return String.format(
                Locale.ROOT,
                "%+.0f %s (%+.0f to %+.0f)",
                difference.median(),
                metric,
                difference.min(),
                difference.max());
    }
}
