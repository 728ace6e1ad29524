package io.multicast.discovery.conformance.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The verdicts of a run; at its end written to the file {@code conformance.score} and summed up on stdout. */
final class Score implements AutoCloseable {
    /** What came of a check. */
    enum Verdict {
        PASSED,
        FAILED,
        NOT_ASKED
    }

    private record Line(Level level, Verdict verdict, String check, String reason) {
        @Override
        public String toString() {
            String first = reason.lines().findFirst().orElse("");
            return "%-9s %s%s".formatted(verdict, check, first.isEmpty() ? "" : " - " + first);
        }
    }

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private Score() {}

    /** The score of the whole run. */
    static Score of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Score.class))
                .computeIfAbsent(Score.class, key -> new Score(), Score.class);
    }

    void add(Level level, Verdict verdict, String check, String reason) {
        lines.add(new Line(level, verdict, check, reason == null ? "" : reason));
    }

    @Override
    public void close() throws IOException {
        String all = lines.stream()
                .sorted(Comparator.comparing(Line::verdict).thenComparing(Line::check))
                .map(Line::toString)
                .collect(Collectors.joining("\n", "", "\n"));
        String sums = summary(Level.MUST) + "\n" + summary(Level.SHOULD) + "\n";
        System.out.print(sums);
        String file = System.getProperty("conformance.score");
        if (file != null) {
            Files.writeString(Path.of(file), sums + all);
        }
    }

    private String summary(Level level) {
        return "%s: %d of %d passed, %d failed, %d could not be asked"
                .formatted(
                        level,
                        count(level, Verdict.PASSED),
                        count(level, Verdict.PASSED) + count(level, Verdict.FAILED),
                        count(level, Verdict.FAILED),
                        count(level, Verdict.NOT_ASKED));
    }

    private long count(Level level, Verdict verdict) {
        return lines.stream()
                .filter(line -> line.level == level && line.verdict == verdict)
                .count();
    }
}
