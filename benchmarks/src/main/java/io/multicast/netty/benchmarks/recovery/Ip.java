package io.multicast.netty.benchmarks.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@code ip -batch} that waits for commands: one takes effect within microseconds of being written. */
final class Ip implements AutoCloseable {
    private final Process process;

    private Ip(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** For the namespace of this process. */
    static Ip here() throws IOException {
        return new Ip(List.of("ip", "-force", "-batch", "-"));
    }

    /** For another. */
    static Ip in(String namespace) throws IOException {
        return new Ip(List.of("ip", "-netns", namespace, "-force", "-batch", "-"));
    }

    void run(String... lines) throws IOException {
        process.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** Runs one command to its end. */
    static void once(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process once = new ProcessBuilder(command).inheritIO().start();
        if (!once.waitFor(20, TimeUnit.SECONDS) || once.exitValue() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    /** Ends when all commands are done. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }
}
