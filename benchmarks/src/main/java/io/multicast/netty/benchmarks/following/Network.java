package io.multicast.netty.benchmarks.following;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changes the network of this process, which has a namespace of its own, by one {@code ip} that stays. */
final class Network implements AutoCloseable {
    /** All interfaces that {@link #pairs} makes are in this group, and are deleted at once. */
    private static final String GROUP = "group 77";

    private static final String END = "link show dev lo";
    private static final String END_ANSWER = "link/loopback";

    private final Process program;
    private final PrintStream commands;
    private final BufferedReader answers;

    Network() throws IOException {
        program = new ProcessBuilder("ip", "-force", "-batch", "-")
                .redirectErrorStream(true)
                .start();
        commands = new PrintStream(program.getOutputStream(), false, StandardCharsets.US_ASCII);
        answers = program.inputReader();
    }

    /** Carries the commands out and answers how long that took, in nanoseconds. */
    long run(List<String> lines) throws IOException {
        long start = System.nanoTime();
        lines.forEach(line -> commands.print(line + "\n"));
        commands.print(END + "\n");
        commands.flush();
        for (String line = answers.readLine(); line == null || !line.contains(END_ANSWER); ) {
            if (line == null || line.startsWith("Command failed")) {
                throw new IOException("ip: " + line + " of " + lines.get(0) + " ...");
            }
            line = answers.readLine();
        }
        return System.nanoTime() - start;
    }

    long run(String... lines) throws IOException {
        return run(List.of(lines));
    }

    /** Commands that make so many pairs of interfaces, up, each end with a name of its own. */
    static List<String> pairs(String prefix, int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(i -> pair(prefix + i, prefix + "p" + i))
                .toList();
    }

    private static Stream<String> pair(String one, String other) {
        return Stream.of(
                "link add " + one + " " + GROUP + " type veth peer name " + other + " " + GROUP,
                "link set " + one + " up",
                "link set " + other + " up");
    }

    void deletePairs() throws IOException {
        run("link del " + GROUP);
    }

    static void set(String parameter, int value) throws IOException {
        Files.writeString(Path.of("/proc/sys/net", parameter), Integer.toString(value));
    }

    @Override
    public void close() {
        program.destroy();
    }
}
