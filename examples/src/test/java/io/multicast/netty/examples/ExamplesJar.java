package io.multicast.netty.examples;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The jar as users have it, run by the java that runs the tests, in a process of its own. */
final class ExamplesJar {
    /** Time for a JVM to start and do its work on a busy machine. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private ExamplesJar() {}

    static Path path() {
        Path jar = Path.of(System.getProperty("examples.jar", "target/examples.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("no " + jar.toAbsolutePath() + ": these tests run after mvn package");
        }
        return jar;
    }

    /**
     * The command line.
     *
     * @param arguments with spaces between them
     */
    static List<String> command(String arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", path().toString()));
        if (!arguments.isEmpty()) {
            command.addAll(List.of(arguments.split(" ")));
        }
        return command;
    }

    /** Starts it in this host's own network. */
    static Program start(String arguments) {
        return Program.start(command(arguments));
    }

    /** Starts it in a namespace; SIGINT acts on it even if the tests run in the background of a shell. */
    static Program start(Namespace in, String arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command(arguments));
        return in.start(command.toArray(String[]::new));
    }
}
