package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.start.Starts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole processes, from their start and from main() to the first option set. */
final class ColdStartSuite implements Suite {
    private static final int LIMIT_SECONDS = 30;

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        Path directory = Files.createTempDirectory("multicast-start");
        try {
            measure("without AppCDS", false, directory, plan, samples);
            if (System.getProperty("java.class.path").endsWith(".jar")) {
                measure("with AppCDS", true, directory, plan, samples);
            } else {
                samples.skip("all (with AppCDS)", "class-data sharing needs a jar, not directories of classes");
            }
        } finally {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static void measure(String kase, boolean sharing, Path directory, Plan plan, Samples samples)
            throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (Starts start : Starts.values()) {
            Path archive = sharing ? directory.resolve(start.name()) : null;
            if (archive != null) {
                new Start(start, archive).run("-XX:ArchiveClassesAtExit=");
            }
            starts.add(new Start(start, archive));
        }
        int measured = plan.pick(15, 2);
        for (int round = -1; round < measured; round++) {
            List<Start> order = new ArrayList<>(starts);
            Collections.rotate(order, -Math.floorMod(round, order.size()));
            for (Start start : order) {
                Took took = start.run("-XX:SharedArchiveFile=");
                if (took == null) {
                    samples.skip(start.kind.shown() + " (" + kase + ")", "the process failed");
                } else if (round >= 0) {
                    samples.add("process start to option, " + kase, start.kind.shown(), "ms", round, took.sinceStart);
                    samples.add("main() to option, " + kase, start.kind.shown(), "ms", round, took.sinceMain);
                }
            }
        }
    }

    /** In milliseconds. */
    private record Took(double sinceStart, double sinceMain) {}

    private record Start(Starts kind, @Nullable Path archive) {
        /** Null when the process failed. */
        @Nullable
        Took run(String sharing) throws IOException, InterruptedException {
            long start = System.nanoTime(); // one clock for all processes of the host
            Process process = new ProcessBuilder(command(sharing))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return null;
                }
                return took(start, process.inputReader().lines());
            } finally {
                process.destroyForcibly();
            }
        }

        private static @Nullable Took took(long start, Stream<String> lines) {
            return lines.filter(line -> line.matches("\\d+ \\d+")) // the JVM may warn
                    .map(line -> line.split(" "))
                    .map(stamps -> new Took(
                            (Long.parseLong(stamps[1]) - start) / 1e6,
                            (Long.parseLong(stamps[1]) - Long.parseLong(stamps[0])) / 1e6))
                    .findFirst()
                    .orElse(null);
        }

        /** An archive is of no use to a process with other module options than its maker. */
        private List<String> command(String sharing) {
            return archive == null ? Jvm.command(kind.main()) : Jvm.command(List.of(sharing + archive), kind.main());
        }
    }
}
