package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.Benchmarks;
import io.multicast.netty.benchmarks.suite.Jvm;
import io.multicast.netty.benchmarks.suite.Suites;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the suites, each in a process of its own, and writes {@code report.md}, its plots and {@code samples.csv}.
 *
 * <p>Arguments: {@code --quick} to see that all works (two minutes, figures are worth little), {@code --out DIRECTORY},
 * {@code --suite NAME} (as often as wanted) for some of them, {@code --samples FILE} to draw a report from samples taken
 * before.
 */
public final class Report {
    private static final int LIMIT_MINUTES = 10;

    private final List<String> arguments;
    private final Results results = new Results();
    private final PrintStream log = System.err;

    private Report(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Makes a report. */
    public static void main(List<String> arguments) throws Exception {
        new Report(arguments).make();
    }

    private void make() throws IOException, InterruptedException {
        Path directory = Path.of(
                value("--out", "benchmarks/report/jdk" + Runtime.version().feature()));
        Files.createDirectories(directory);
        Path samples =
                Path.of(value("--samples", directory.resolve("samples.csv").toString()));
        List<String> machine = new ArrayList<>();
        if (arguments.contains("--samples")) {
            Files.readAllLines(samples).forEach(results::add);
            Files.readAllLines(samples).stream()
                    .filter(line -> line.startsWith("# "))
                    .forEach(line -> machine.add(line.substring(2)));
        } else {
            machine.addAll(Machine.describe());
            List<String> lines = new ArrayList<>();
            machine.forEach(line -> lines.add("# " + line));
            measure(lines);
            Files.write(samples, lines);
        }
        new Page(results, directory).write(machine, command());
        log.println("written to " + directory.resolve("report.md"));
    }

    private String command() {
        return "java -jar benchmarks/target/benchmarks.jar report" + (arguments.contains("--quick") ? " --quick" : "");
    }

    private void measure(List<String> lines) throws IOException, InterruptedException {
        Isolation isolation = new Isolation();
        if (!isolation.isAvailable()) {
            log.println("no network namespace can be made (needs root, unshare and ip): what needs one is skipped");
        }
        for (String suite : wanted()) {
            long start = System.nanoTime();
            run(suite, isolation, lines);
            log.printf("%s: %d s%n", suite, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        }
    }

    private List<String> wanted() {
        List<String> named = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).equals("--suite")) {
                named.add(arguments.get(i + 1));
            }
        }
        return named.isEmpty() ? Suites.names() : named;
    }

    private void run(String suite, Isolation isolation, List<String> lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(isolation.wrap(java(suite)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread watch = new Thread(() -> endLate(process), "end of " + suite);
        watch.setDaemon(true);
        watch.start();
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(line -> {
                lines.add(line);
                results.add(line);
            });
            if (process.waitFor() != 0) {
                results.skip(suite, "ended with exit code " + process.exitValue());
                lines.add("skipped;" + suite + ";all;ended with exit code " + process.exitValue());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> java(String suite) {
        return arguments.contains("--quick")
                ? Jvm.command(Benchmarks.class, "suite", suite, "--quick")
                : Jvm.command(Benchmarks.class, "suite", suite);
    }

    private String value(String option, String otherwise) {
        int at = arguments.indexOf(option);
        return at < 0 ? otherwise : arguments.get(at + 1);
    }
}
