package io.multicast.netty.benchmarks.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of interleaved rounds: each round's ratio to the baseline of the same round; medians. */
final class Samples {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, List<Double>> bytes = new LinkedHashMap<>();

    void add(String name, double value, double allocated) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        bytes.computeIfAbsent(name, key -> new ArrayList<>()).add(allocated);
    }

    void print(String title, String unit) {
        List<Double> baseline = values.values().iterator().next();
        System.out.printf("%n%s%n%-34s %10s %8s %18s %10s%n", title, "route", unit, "xC", "10 % .. 90 %", "bytes");
        values.forEach((name, list) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                ratios.add(list.get(i) / baseline.get(i));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %10.0f %8.3f %8.2f .. %5.2f %10.1f%n",
                    name,
                    quantile(list, 0.5),
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.1),
                    quantile(ratios, 0.9),
                    quantile(bytes.get(name), 0.5));
        });
    }

    private static double quantile(List<Double> list, double q) {
        return list.stream().sorted().toList().get((int) (q * (list.size() - 1)));
    }
}
