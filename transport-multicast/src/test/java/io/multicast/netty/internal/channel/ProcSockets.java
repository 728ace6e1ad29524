package io.multicast.netty.internal.channel;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Linux's own word on which descriptor of this process is the socket on a local port: two look-ups in /proc. */
public final class ProcSockets {
    private static final Path NET = Path.of("/proc/thread-self/net");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ProcSockets() {}

    /** The descriptor of this process's only socket that is bound to that port. */
    public static int descriptor(int port) {
        Requirements.procfs();
        Set<Integer> found = new TreeSet<>();
        // while other processes open and close sockets the kernel may leave lines out of a table, or give them twice
        Eventually.await(
                LIMIT,
                () -> {
                    found.addAll(descriptors(port));
                    return !found.isEmpty();
                },
                () -> "no socket of this process on port " + port);
        if (found.size() > 1) {
            throw new IllegalStateException("descriptors of sockets on port " + port + ": " + found);
        }
        return found.iterator().next();
    }

    private static List<Integer> descriptors(int port) {
        Set<String> targets = Stream.of("udp", "udp6", "tcp", "tcp6")
                .flatMap(table -> lines(NET.resolve(table)).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[1].endsWith(":%04X".formatted(port)))
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet());
        return descriptorsOf(targets);
    }

    private static List<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The descriptor of this process that stands for that. */
    public static int descriptorOf(String target) {
        return descriptorsOf(Set.of(target)).get(0);
    }

    private static List<Integer> descriptorsOf(Set<String> targets) {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(path -> targets.contains(target(path)))
                    .map(path -> Integer.valueOf(path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a descriptor of this process stands for; empty when it is not open. */
    public static String target(int descriptor) {
        return target(DESCRIPTORS.resolve(String.valueOf(descriptor)));
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
