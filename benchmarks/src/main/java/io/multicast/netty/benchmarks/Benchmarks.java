package io.multicast.netty.benchmarks;

import io.multicast.netty.benchmarks.report.Report;
import io.multicast.netty.benchmarks.suite.Suites;
import java.util.Arrays;
import java.util.List;

/**
 * {@code report} measures all and writes a page; {@code suite NAME} prints the samples of one; anything else is for JMH, whose
 * benchmarks answer single questions ({@code -l} lists them).
 */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs what the first word says. */
    public static void main(String... args) throws Exception {
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "report" -> Report.main(rest);
            case "suite" -> Suites.main(rest);
            default -> org.openjdk.jmh.Main.main(args);
        }
    }
}
