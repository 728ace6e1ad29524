package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds the programs in C and Go that travel in this jar as source. */
public final class Programs implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    private final Path directory;

    /** Builds into a temporary directory, gone when this is closed. */
    public Programs() throws IOException {
        directory = Files.createTempDirectory("multicast-benchmarks");
    }

    /**
     * Compiles {@code c/NAME.c} with gcc.
     *
     * @throws CannotException when there is no gcc, or it fails
     */
    public Path c(String name) throws IOException, CannotException {
        Path source = extract("c/" + name + ".c");
        Path program = directory.resolve(name);
        build(directory, List.of("gcc", "-O2", "-Wall", "-pthread", "-o", program.toString(), source.toString()));
        return program;
    }

    /**
     * Builds the Go module.
     *
     * @throws CannotException when there is no Go, or the modules that it needs can't be had
     */
    public Path go() throws IOException, CannotException {
        extract("go/go.mod");
        extract("go/go.sum");
        extract("go/main.go");
        Path program = directory.resolve("peer");
        build(directory.resolve("go"), List.of("go", "build", "-o", program.toString(), "."));
        return program;
    }

    private Path extract(String resource) throws IOException, CannotException {
        Path file = directory.resolve(resource);
        Files.createDirectories(file.getParent());
        try (InputStream in = Programs.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new CannotException(resource + " is not in the class path");
            }
            Files.copy(in, file);
        }
        return file;
    }

    private void build(Path where, List<String> command) throws IOException, CannotException {
        Path log = directory.resolve("build.log");
        Process process;
        try {
            process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new CannotException("no " + command.get(0) + " here");
        }
        if (!ended(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new CannotException(command.get(0) + " failed: " + firstLine(log));
        }
    }

    private static boolean ended(Process process) throws CannotException {
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new CannotException("interrupted");
        }
    }

    private static String firstLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.startsWith("#")).findFirst().orElse("no message");
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
