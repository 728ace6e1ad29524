package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.packet.PacketBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@link PacketBenchmark}, and reads its tables. A row has the median of a route, and of its ratios to the first route
 * the median and the quantiles of 10 and 90 %: these become three rounds, with the first route's median as the measure.
 */
final class PacketSuite implements Suite {
    private static final List<String> WHAT = List.of("drain", "send", "flood");
    private static final Pattern HEAD = Pattern.compile("route +(ns|per s) +xC .*");
    private static final Pattern ROW =
            Pattern.compile("(.{34}) +(\\d+) +([\\d.]+) +([\\d.]+) \\.\\. +([\\d.]+) +(\\S+)");

    private String title = "";
    private String before = "";
    private String metric = "ns";
    private double base;

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        if (!plan.isolated()) {
            samples.skip("all", "needs network namespaces");
            return;
        }
        for (String what : WHAT) {
            measure(what, plan.pick(100, 10), samples);
        }
    }

    private void measure(String what, int rounds, Samples samples) throws IOException, InterruptedException {
        int exit = Jvm.run(line -> read(line, samples), PacketBenchmark.class, what, String.valueOf(rounds));
        if (exit != 0) {
            samples.skip("all (" + what + ")", "the measuring process failed; it needs gcc and root");
        }
    }

    private void read(String line, Samples samples) {
        Matcher head = HEAD.matcher(line);
        Matcher row = ROW.matcher(line);
        if (head.matches()) {
            title = before.replace(", CPU per datagram", "");
            metric = head.group(1).equals("ns") ? "ns" : "packets/s";
            base = 0;
        } else if (row.matches()) {
            note(row, samples);
        }
        before = line;
    }

    private void note(Matcher row, Samples samples) {
        String route = row.group(1).strip();
        base = base == 0 ? Double.parseDouble(row.group(2)) : base;
        for (int round = 0; round < 3; round++) {
            double ratio = Double.parseDouble(row.group(List.of(4, 3, 5).get(round)));
            samples.add(title, route, metric, round, ratio * base);
        }
        if (metric.equals("ns")) {
            samples.add(title, route, "bytes", 0, Double.parseDouble(row.group(6)));
        }
    }
}
