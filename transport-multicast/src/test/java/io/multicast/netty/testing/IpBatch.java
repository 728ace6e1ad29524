package io.multicast.netty.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One {@code ip} program that carries out many commands in a namespace, each within a fraction of a millisecond. */
public final class IpBatch implements AutoCloseable {
    private static final int LIMIT_SECONDS = 20;
    private static final String END = "link show dev lo";
    private static final String END_ANSWER = "link/loopback";

    private final Process program;
    private final PrintStream commands;
    private final BufferedReader answers;

    private IpBatch(Process program) {
        this.program = program;
        commands = new PrintStream(program.getOutputStream(), false, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it; it ends with the namespace at the latest. */
    public static IpBatch in(Namespace namespace) {
        try {
            return namespace.closeWithThis(
                    new IpBatch(new ProcessBuilder("ip", "-netns", namespace.name(), "-force", "-batch", "-")
                            .redirectErrorStream(true)
                            .start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Carries the commands out, or throws with what {@code ip} says of them. At most 20 s. */
    public void run(List<String> lines) {
        lines.forEach(line -> commands.print(line + "\n"));
        commands.print(END + "\n");
        commands.flush();
        CompletableFuture<Void> done = new CompletableFuture<Void>().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
        done.exceptionally(late -> {
            close();
            return null;
        });
        List<String> said = answers();
        done.complete(null);
        if (said.stream().anyMatch(line -> line.startsWith("Command failed"))) {
            throw new IllegalStateException(lines + ": " + said);
        }
    }

    private List<String> answers() {
        List<String> said = new ArrayList<>();
        try {
            for (String line = answers.readLine(); line == null || !line.contains(END_ANSWER); ) {
                if (line == null) {
                    throw new IllegalStateException("ip has ended: " + said);
                }
                said.add(line);
                line = answers.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
    }

    @Override
    public void close() {
        program.destroyForcibly();
    }
}
