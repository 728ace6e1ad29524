package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import io.multicast.netty.benchmarks.suite.Contender.Cost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of another language that takes part: reads a command a line, answers how many nanoseconds it took. */
final class Peer implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    Peer(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Runs a command and answers its nanoseconds. */
    long ask(String command) throws CannotException {
        commands.println(command);
        FutureTask<String> answer = new FutureTask<>(answers::readLine);
        Thread reader = new Thread(answer, "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            return nanos(command, answer.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new CannotException(command + " took more than " + LIMIT_SECONDS + " s");
        } catch (ExecutionException | InterruptedException e) {
            throw new CannotException(command + ": " + e.getMessage());
        }
    }

    private static long nanos(String command, @org.jspecify.annotations.Nullable String line) throws CannotException {
        if (line == null || line.startsWith("error")) {
            throw new CannotException(line == null ? "ended at " + command : line);
        }
        return Long.parseLong(line);
    }

    /** The command, with the number of times behind it, as a contender. */
    Contender contender(String name, String command) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Cost run(int times) throws CannotException {
                return new Cost((double) ask(command + " " + times) / times, Double.NaN);
            }
        };
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
