package io.multicast.netty.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    /** One line for each thing that matters. */
    static List<String> describe() throws InterruptedException {
        return Stream.of(
                        "Machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                                + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        "JDK: " + System.getProperty("java.vm.vendor") + " " + Runtime.version(),
                        "Netty " + version("netty") + ", JNA " + version("jna"),
                        "C: " + firstLine("gcc", "--version"),
                        "Go: " + firstLine("go", "version") + ", golang.org/x/net as in `src/main/go/go.mod`",
                        "Load average when it began: " + load())
                .toList();
    }

    private static String version(String of) {
        Properties versions = new Properties();
        try (InputStream in = Machine.class.getResourceAsStream("/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(of);
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String firstLine(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String line = process.inputReader().readLine();
            process.waitFor(5, TimeUnit.SECONDS);
            return String.valueOf(line);
        } catch (IOException e) {
            return "not here";
        }
    }
}
