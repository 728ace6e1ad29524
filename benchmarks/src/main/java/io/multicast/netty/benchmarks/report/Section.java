package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.report.Results.Series;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One question of the report.
 *
 * @param name of its plot
 * @param suite the suite that answers it
 * @param metric which of its figures: {@code ns}, {@code ms}, {@code packets/s}
 * @param question the question
 * @param text how it was done, in a few sentences
 * @param comparison with what figures are compared
 */
record Section(String name, String suite, String metric, String question, String text, Comparison comparison) {
    /** With what a contender's figures are compared, and how. */
    sealed interface Comparison {
        /** With nothing. */
        record None() implements Comparison {}

        /** By ratio, with the contender that is named first. */
        record WithFirst() implements Comparison {}

        /** By difference, each with another. */
        record WithItsBase(Map<String, String> bases) implements Comparison {}
    }

    /** What there is to show. */
    List<String> cases(Results results) {
        return results.cases(suite, metric);
    }

    private List<String> contenders(Results results, String kase) {
        return results.contenders(suite, kase, metric);
    }

    /** The tables, one for each case. */
    String tables(Results results) {
        StringBuilder out = new StringBuilder();
        for (String kase : cases(results)) {
            List<String> contenders = contenders(results, kase);
            boolean bytes = contenders.stream()
                    .anyMatch(contender -> allocated(results, kase, contender).isPresent());
            String head = "| " + kase + " | median | " + heading(contenders.get(0)) + " |" + (bytes ? " bytes |" : "");
            out.append('\n').append(head).append('\n');
            out.append(bytes ? "|---|---|---|---|\n" : "|---|---|---|\n");
            for (String contender : contenders) {
                out.append(row(results, new Series(suite, kase, contender, metric), contenders.get(0)));
                out.append(bytes ? cell(allocated(results, kase, contender)) : "")
                        .append('\n');
            }
        }
        return out.toString();
    }

    private String heading(String first) {
        if (comparison instanceof Comparison.WithFirst) {
            return "times " + first;
        }
        return comparison instanceof Comparison.None ? "least to greatest" : "over the plain transport";
    }

    private static Optional<String> allocated(Results results, String suite, String kase, String contender) {
        return results.spread(new Series(suite, kase, contender, "bytes"))
                .map(spread -> Figures.digits(spread.median()));
    }

    private Optional<String> allocated(Results results, String kase, String contender) {
        return metric.equals("ns") ? allocated(results, suite, kase, contender) : Optional.empty();
    }

    private static String cell(Optional<String> text) {
        return " " + text.orElse("") + " |";
    }

    private String row(Results results, Series series, String first) {
        String median = results.spread(series)
                .map(spread -> Figures.quantity(spread.median(), metric))
                .orElse("");
        return "| " + series.contender() + " | " + median + " |" + cell(compared(results, series, first));
    }

    private Optional<String> compared(Results results, Series series, String first) {
        if (comparison instanceof Comparison.WithFirst) {
            return results.ratio(series, first).map(Figures::ratio);
        }
        if (comparison instanceof Comparison.WithItsBase with) {
            String base = with.bases().get(series.contender());
            return base == null
                    ? Optional.empty()
                    : results.difference(series, base).map(difference -> Figures.difference(difference, metric));
        }
        return results.spread(series)
                .map(spread ->
                        Figures.quantity(spread.min(), metric) + " to " + Figures.quantity(spread.max(), metric));
    }

    /** Bars of all cases: ratios where there is one base, figures otherwise. */
    Bars bars(Results results) {
        boolean ratios = comparison instanceof Comparison.WithFirst && !metric.equals("packets/s");
        Bars bars = new Bars(question, ratios ? "times the first of each group" : metric);
        for (String kase : cases(results)) {
            List<String> contenders = contenders(results, kase);
            bars.group(kase);
            for (String contender : contenders) {
                Series series = new Series(suite, kase, contender, metric);
                Optional<Spread> value = ratios ? results.ratio(series, contenders.get(0)) : results.spread(series);
                value.ifPresent(spread -> bars.bar(contender, spread, shown(spread, ratios)));
            }
        }
        return bars;
    }

    private String shown(Spread spread, boolean ratios) {
        if (ratios) {
            return String.format(Locale.ROOT, "%.2f", spread.median());
        }
        return metric.equals("packets/s") ? Figures.digits(spread.median()) : Figures.quantity(spread.median(), metric);
    }

    /** Who did not take part, and why. */
    List<String> skipped(Results results) {
        return results.skips(suite).stream()
                .map(skip -> "- " + skip.contender() + ": " + skip.reason())
                .distinct()
                .toList();
    }
}
