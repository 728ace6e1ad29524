package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** This project's own: the sub-commands of the examples' jar. */
public final class Ours extends Node {
    private static final Path JAR = Path.of(System.getProperty("examples.jar", "../target/examples.jar"));
    private static final long START_MILLIS = 8000;
    private static final String MDNS_PORT = ":14E9 "; // as /proc/net/udp writes it
    private static final List<String> START_FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The start of a JVM takes a processor for itself; many at once would make all of them late. */
    private static final Semaphore STARTS = new Semaphore(1);

    /** On a host. */
    public Ours(Namespace host, String hostName) {
        super(host, hostName);
        Requirements.require(Files.exists(JAR), "needs " + JAR.toAbsolutePath() + ": mvn package");
    }

    @Override
    List<String> registerCommand(Service service) {
        List<String> command =
                command("register", "--json", service.instance(), service.type(), Integer.toString(service.port()));
        command.addAll(service.txt());
        service.subtypes().forEach(subtype -> command.addAll(List.of("--subtype", subtype)));
        return command;
    }

    /** The jar that is judged. */
    public static Path jar() {
        return JAR;
    }

    /** The java that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts the jar with any arguments. */
    public Program run(String... arguments) {
        return start(command(arguments));
    }

    @Override
    List<String> browseCommand(String type) {
        return command("browse", "--json", type);
    }

    private static List<String> command(String... arguments) {
        return new ArrayList<>(
                Stream.of(List.of(java()), START_FAST, List.of("-jar", JAR.toString()), List.of(arguments))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Gives the first second to this process alone, until it has its sockets. */
    @Override
    public Program start(List<String> command) {
        STARTS.acquireUninterruptibly();
        try {
            long before = sockets();
            Program program = startWithHostName(command);
            long deadline = System.nanoTime() + START_MILLIS * 1_000_000;
            while (program.isAlive() && sockets() == before && System.nanoTime() < deadline) {
                pause();
            }
            return program;
        } finally {
            STARTS.release();
        }
    }

    /** How many sockets on the host have port 5353. */
    private long sockets() {
        return Stream.of("udp", "udp6")
                .flatMap(this::lines)
                .filter(line -> line.contains(MDNS_PORT))
                .count();
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(host().procNet().resolve(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
