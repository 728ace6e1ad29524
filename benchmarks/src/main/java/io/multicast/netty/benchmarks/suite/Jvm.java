package io.multicast.netty.benchmarks.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Commands that start another process with this JDK and this class path. */
public final class Jvm {
    private Jvm() {}

    /** Starts a main class with native access allowed. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> options =
                Runtime.version().feature() < 22 ? List.of() : List.of("--enable-native-access=ALL-UNNAMED");
        return command(options, main, arguments);
    }

    /** Runs a main class, hands on each line that it prints, and gives its exit value. */
    static int run(Consumer<String> reader, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(reader);
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /** Starts a main class with these options. */
    static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }
}
