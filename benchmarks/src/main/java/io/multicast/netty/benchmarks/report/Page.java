package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.report.Results.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The report as Markdown, with its plots beside it. */
final class Page {
    private final Results results;
    private final Path directory;
    private final StringBuilder out = new StringBuilder();

    Page(Results results, Path directory) {
        this.results = results;
        this.directory = directory;
    }

    void write(List<String> head, String command) throws IOException {
        out.append("# What it costs\n\nMade by `").append(command).append("`.\n\n");
        head.forEach(line -> out.append("- ").append(line).append('\n'));
        out.append(
                "\nAll that is compared ran by turns in one run (A B C, B C A, C A B). A comparison is taken in each round"
                        + " between figures of that round; shown are its median and, in brackets, the least and the greatest.\n");
        out.append("\n## Goals\n\n").append(Goals.table(results));
        for (Section section : Sections.ALL) {
            if (!section.cases(results).isEmpty() || !section.skipped(results).isEmpty()) {
                add(section);
            }
        }
        Files.writeString(directory.resolve("report.md"), out.toString());
    }

    private void add(Section section) throws IOException {
        out.append("\n## ").append(section.question()).append("\n\n").append(section.text());
        out.append('\n');
        if (section.suite().equals("membership")) {
            plotMemberships("join + leave", "What does a join and leave cost as memberships grow?");
            plotMemberships("block + unblock", "What does a change of sources cost as memberships grow?");
        } else if (!section.bars(results).isEmpty()) {
            plot(section.name(), section.question(), section.bars(results).draw());
        }
        out.append(section.tables(results));
        List<String> skipped = section.skipped(results);
        if (!skipped.isEmpty()) {
            out.append("\nNot measured:\n\n").append(String.join("\n", skipped)).append('\n');
        }
    }

    private void plotMemberships(String what, String question) throws IOException {
        List<String> cases = results.cases("membership", "ns").stream()
                .filter(kase -> kase.startsWith(what))
                .toList();
        Lines lines = new Lines(
                question,
                "other memberships held by the socket",
                "µs for the two calls, median",
                cases.stream().map(Page::held).toList());
        for (String kase : cases) {
            for (String contender : results.contenders("membership", kase, "ns")) {
                results.spread(new Series("membership", kase, contender, "ns"))
                        .ifPresent(spread -> lines.point(contender, held(kase), spread.median() / 1e3));
            }
        }
        if (!lines.isEmpty()) {
            plot("membership-" + what.replaceAll(" .*", ""), question, lines.draw());
        }
    }

    private static String held(String kase) {
        int held = Integer.parseInt(kase.replaceAll("\\D", ""));
        return String.format(Locale.ROOT, "%,d", held);
    }

    private void plot(String name, String question, String svg) throws IOException {
        Files.writeString(directory.resolve(name + ".svg"), svg);
        out.append("\n![").append(question).append("](").append(name).append(".svg)\n");
    }
}
