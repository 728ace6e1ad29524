package io.multicast.discovery.conformance.peer;

import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** This project's own: the sub-commands of the examples' jar. */
final class Ours extends Node {
    private static final Path JAR = Path.of(System.getProperty("examples.jar", "../target/examples.jar"));
    private static final long START_MILLIS = 8000;

    /** The start of a JVM takes a processor for itself; many at once would make all of them late. */
    private static final Semaphore STARTS = new Semaphore(1);

    Ours(Lab lab, String hostName) {
        super(lab, hostName);
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

    @Override
    List<String> browseCommand(String type) {
        return command("browse", "--json", type);
    }

    private static List<String> command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(Stream.concat(Stream.of(java, "-jar", JAR.toString()), Stream.of(arguments))
                .toList());
    }

    /** Gives the first second to this process alone, until it has sent something. */
    @Override
    Program start(List<String> command) {
        STARTS.acquireUninterruptibly();
        try {
            int before = lab().link().traffic().fromHost().size();
            Program program = startWithHostName(command);
            long deadline = System.nanoTime() + START_MILLIS * 1_000_000;
            while (program.isAlive()
                    && lab().link().traffic().fromHost().size() == before
                    && System.nanoTime() < deadline) {
                pause();
            }
            return program;
        } finally {
            STARTS.release();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
