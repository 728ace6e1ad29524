package io.multicast.netty.benchmarks.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Figures of interleaved rounds: each round's ratio to the baseline of the same round; medians. */
final class Samples {
    private record Figure(double value, double bytes) {}

    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    void add(String name, double value, double allocated) {
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(new Figure(value, allocated));
    }

    void print(String title, String unit) {
        List<Figure> baseline = figures.values().iterator().next();
        System.out.printf("%n%s%n%-34s %10s %8s %18s %10s%n", title, "route", unit, "xC", "10 % .. 90 %", "bytes");
        figures.forEach((name, list) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                ratios.add(list.get(i).value() / baseline.get(i).value());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %10.0f %8.3f %8.2f .. %5.2f %10.1f%n",
                    name,
                    median(list, Figure::value),
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.1),
                    quantile(ratios, 0.9),
                    median(list, Figure::bytes));
        });
    }

    private static double median(List<Figure> list, ToDoubleFunction<Figure> of) {
        return quantile(list.stream().mapToDouble(of).boxed().toList(), 0.5);
    }

    private static double quantile(List<Double> list, double q) {
        return list.stream().sorted().toList().get((int) (q * (list.size() - 1)));
    }
}
