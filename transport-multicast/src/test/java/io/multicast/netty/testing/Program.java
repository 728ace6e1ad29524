package io.multicast.netty.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs beside the test; killed, with its children, when closed. */
public final class Program implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> command;
    private final Process process;
    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();
    private final List<Thread> readers;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        readers = List.of(reader(process.getInputStream(), stdout), reader(process.getErrorStream(), stderr));
    }

    /** Starts a command. */
    public static Program start(List<String> command) {
        try {
            return new Program(command, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, at most 20 s, and gives what it wrote to stdout; any exit code but 0 is an error. */
    public static String run(List<String> command, String input) {
        try (Program program = start(command)) {
            program.write(input);
            program.closeInput();
            int exit = program.waitFor(LIMIT);
            if (exit != 0) {
                throw new IllegalStateException(program.evidence());
            }
            return program.stdout();
        }
    }

    /** Writes to the program's stdin. A program that has ended already does not mind. */
    public void write(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            stderr.append("[stdin: ").append(e.getMessage()).append("]\n");
        }
    }

    /** Ends the program's stdin. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            stderr.append("[stdin: ").append(e.getMessage()).append("]\n");
        }
    }

    /** What it has written to stdout so far. */
    public String stdout() {
        return stdout.toString();
    }

    /** What it has written to stderr so far. */
    public String stderr() {
        return stderr.toString();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the regular expression is found in stdout or stderr, and gives the match. */
    public Matcher awaitOutput(String regex, Duration limit) {
        Matcher inOut = Pattern.compile(regex).matcher(stdout);
        Matcher inErr = Pattern.compile(regex).matcher(stderr);
        Eventually.await(
                limit,
                () -> inOut.reset().find() || inErr.reset().find(),
                () -> "wanted: " + regex + "\n" + evidence());
        return inOut.reset().find() ? inOut : inErr;
    }

    /** Waits for the end, and gives the exit code once all output is in. */
    public int waitFor(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ": " + evidence());
            }
            joinReaders();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(evidence(), e);
        }
    }

    /** Asks it to end, as Ctrl-C does. */
    public void interrupt() {
        run(List.of("kill", "-INT", Long.toString(pid())), "");
    }

    /** The command, what it wrote, and how it ended. */
    public String evidence() {
        String end = process.isAlive() ? "running" : "exit " + process.exitValue();
        return String.join(" ", command) + "\n[" + end + "]\nstdout: " + stdout + "\nstderr: " + stderr;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            joinReaders();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void joinReaders() throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(2000); // a grandchild may hold the pipe open
        }
    }

    private static Thread reader(InputStream stream, StringBuffer into) {
        Thread thread = new Thread(() -> copy(stream, into), "program output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void copy(InputStream stream, StringBuffer into) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                into.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            into.append("[end: ").append(e.getMessage()).append("]\n");
        }
    }
}
