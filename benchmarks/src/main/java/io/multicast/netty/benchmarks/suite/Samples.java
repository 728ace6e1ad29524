package io.multicast.netty.benchmarks.suite;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Where figures go: one line each, {@code sample;suite;case;contender;metric;round;value}. The contender that is named
 * first is the base that the others are compared with, round by round. What could not be measured is told as
 * {@code skipped;suite;contender;reason}.
 */
public final class Samples {
    private final String suite;
    private final PrintStream out;

    Samples(String suite, PrintStream out) {
        this.suite = suite;
        this.out = out;
    }

    /**
     * Notes a figure.
     *
     * @param kase what was done, such as {@code set} or {@code 1000 held}
     * @param contender who did it
     * @param metric what is counted, with its unit: {@code ns}, {@code bytes}, {@code ms}
     * @param round the round; figures of one round are compared with each other
     * @param value the figure
     */
    public void add(String kase, String contender, String metric, int round, double value) {
        out.println(String.join(
                ";",
                "sample",
                suite,
                kase,
                contender,
                metric,
                Integer.toString(round),
                String.format(Locale.ROOT, "%.2f", value)));
    }

    /** Notes that somebody can't take part. */
    public void skip(String contender, String reason) {
        String line = reason.replace(';', ',').replace('\n', ' ');
        out.println(String.join(";", "skipped", suite, contender, line));
    }
}
