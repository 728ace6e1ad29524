package io.multicast.netty.child;

import io.multicast.netty.testing.Program;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Another JVM of the same kind with flags of its own, for what a running JVM can't be told any more. */
public final class ChildJvm {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final List<String> command = new ArrayList<>();

    /** How it ended and what it wrote. */
    public record Result(int exit, String stdout, String stderr) {}

    private ChildJvm(Path home, String... before) {
        command.addAll(List.of(before));
        command.add(home.resolve("bin").resolve("java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // starts faster
        command.add("-Djava.util.logging.config.file=" + File.separator
                + "none"); // no console handler: stderr is the JVM's
    }

    /** The java of this process; {@code before} is a command that runs it, as {@code env} does. */
    public static ChildJvm startedBy(String... before) {
        return new ChildJvm(Path.of(System.getProperty("java.home")), before);
    }

    /** The java of another runtime. */
    public static ChildJvm of(Path home) {
        return new ChildJvm(home);
    }

    /** Adds flags. */
    public ChildJvm with(String... flags) {
        command.addAll(List.of(flags));
        return this;
    }

    /** Allows native access where a JVM asks for that, so that it warns of nothing. */
    public ChildJvm withNativeAccess() {
        return Runtime.version().feature() < 22 ? this : with("--enable-native-access=ALL-UNNAMED");
    }

    /** The whole class path of this process. */
    public ChildJvm withClassPath() {
        return with("-cp", System.getProperty("java.class.path"));
    }

    /** A class path of the jars and directories that these classes come from, and nothing else. */
    public ChildJvm withClassPathOf(Class<?>... types) {
        return with("-cp", pathOf(types));
    }

    /** The jars and directories that these classes come from. */
    public static String pathOf(Class<?>... types) {
        return Arrays.stream(types).map(ChildJvm::place).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a main class to its end. */
    public Result run(Class<?> main, String... arguments) {
        return run(main.getName(), arguments);
    }

    /** Runs a main class, or {@code -m} with a module, to its end. */
    public Result run(String main, String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(main.split(" ")));
        whole.addAll(List.of(arguments));
        try (Program program = Program.start(whole)) {
            int exit = program.waitFor(LIMIT);
            return new Result(exit, program.stdout(), program.stderr());
        }
    }
}
