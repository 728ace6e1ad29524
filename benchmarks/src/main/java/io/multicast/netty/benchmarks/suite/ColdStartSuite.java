package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.start.Starts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
                String line = start.run("-XX:SharedArchiveFile=");
                if (line == null) {
                    samples.skip(start.kind.shown() + " (" + kase + ")", "the process failed");
                } else if (round >= 0) {
                    note(kase, start.kind.shown(), round, line, samples);
                }
            }
        }
    }

    private static void note(String kase, String contender, int round, String line, Samples samples) {
        String[] times = line.split(" ");
        samples.add("process start to option, " + kase, contender, "ms", round, Long.parseLong(times[0]) / 1e6);
        samples.add("main() to option, " + kase, contender, "ms", round, Long.parseLong(times[1]) / 1e6);
    }

    private record Start(Starts kind, @Nullable Path archive) {
        /** Answers the nanoseconds from process start and from main(), or null. */
        @Nullable
        String run(String sharing) throws IOException, InterruptedException {
            long start = System.nanoTime(); // one clock for all processes of the host
            Process process = new ProcessBuilder(command(sharing))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return null;
                }
                String[] stamps = process.inputReader().readLine().split(" ");
                long main = Long.parseLong(stamps[0]);
                long done = Long.parseLong(stamps[1]);
                return (done - start) + " " + (done - main);
            } finally {
                process.destroyForcibly();
            }
        }

        private List<String> command(String sharing) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (Runtime.version().feature() >= 22) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            if (archive != null) {
                command.add(sharing + archive);
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(kind.main().getName());
            return command;
        }
    }
}
