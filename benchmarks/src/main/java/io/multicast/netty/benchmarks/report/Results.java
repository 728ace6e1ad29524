package io.multicast.netty.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** The samples of all suites. */
final class Results {
    /** Figures that belong together, by round. */
    record Series(String suite, String kase, String contender, String metric) {}

    /** Somebody who did not take part. */
    record Skip(String suite, String contender, String reason) {}

    private final Map<Series, TreeMap<Integer, Double>> figures = new LinkedHashMap<>();
    private final List<Skip> skips = new ArrayList<>();

    /** Takes a line as a suite prints it; others are ignored. */
    void add(String line) {
        String[] words = line.split(";", -1);
        if (words[0].equals("sample") && words.length == 7) {
            figures.computeIfAbsent(new Series(words[1], words[2], words[3], words[4]), series -> new TreeMap<>())
                    .put(Integer.parseInt(words[5]), Double.parseDouble(words[6]));
        } else if (words[0].equals("skipped") && words.length == 4) {
            skips.add(new Skip(words[1], words[2], words[3]));
        }
    }

    void skip(String suite, String reason) {
        skips.add(new Skip(suite, "all", reason));
    }

    List<Skip> skips(String suite) {
        return skips.stream().filter(skip -> skip.suite().equals(suite)).toList();
    }

    List<String> cases(String suite, String metric) {
        return of(suite, metric).map(Series::kase).distinct().toList();
    }

    /** In the order in which they were measured; the first is the base. */
    List<String> contenders(String suite, String kase, String metric) {
        return of(suite, metric)
                .filter(series -> series.kase().equals(kase))
                .map(Series::contender)
                .distinct()
                .toList();
    }

    private Stream<Series> of(String suite, String metric) {
        return figures.keySet().stream()
                .filter(series ->
                        series.suite().equals(suite) && series.metric().equals(metric));
    }

    Optional<Spread> spread(Series series) {
        return spread(figures.getOrDefault(series, new TreeMap<>()).values().stream());
    }

    Optional<Spread> ratio(Series series, String base) {
        return compare(series, base, (mine, its) -> mine / its);
    }

    Optional<Spread> difference(Series series, String base) {
        return compare(series, base, (mine, its) -> mine - its);
    }

    private Optional<Spread> compare(Series series, String base, DoubleBinaryOperator how) {
        Series other = new Series(series.suite(), series.kase(), base, series.metric());
        Map<Integer, Double> its = figures.getOrDefault(other, new TreeMap<>());
        return spread(figures.getOrDefault(series, new TreeMap<>()).entrySet().stream()
                .flatMap(mine ->
                        Stream.ofNullable(its.get(mine.getKey())).map(one -> how.applyAsDouble(mine.getValue(), one))));
    }

    private static Optional<Spread> spread(Stream<Double> figures) {
        double[] array = figures.mapToDouble(Double::doubleValue).toArray();
        return array.length == 0 ? Optional.empty() : Optional.of(Spread.of(array));
    }
}
