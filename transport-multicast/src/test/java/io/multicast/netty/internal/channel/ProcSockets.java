package io.multicast.netty.internal.channel;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Linux's own word on which descriptor of this process is the socket with a local address: two look-ups in /proc. */
public final class ProcSockets {
    private static final Path NET = Path.of("/proc/thread-self/net");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ProcSockets() {}

    /** The descriptor of this process's only UDP socket that is bound to that address. */
    public static int udp(SocketAddress local) {
        return descriptor("udp", (InetSocketAddress) local);
    }

    /** The descriptor of this process's only TCP socket with that local address. */
    public static int tcp(SocketAddress local) {
        return descriptor("tcp", (InetSocketAddress) local);
    }

    private static int descriptor(String protocol, InetSocketAddress local) {
        Requirements.procfs();
        Set<Integer> found = new TreeSet<>();
        // while other processes open and close sockets the kernel may leave lines out of a table, or give them twice
        Eventually.await(
                LIMIT,
                () -> {
                    found.addAll(descriptors(protocol, local));
                    return !found.isEmpty();
                },
                () -> "no " + protocol + " socket of this process on " + local);
        if (found.size() > 1) {
            throw new IllegalStateException("descriptors of " + protocol + " sockets on " + local + ": " + found);
        }
        return found.iterator().next();
    }

    private static List<Integer> descriptors(String protocol, InetSocketAddress local) {
        byte[] address = local.getAddress().getAddress();
        boolean any = local.getAddress().isAnyLocalAddress(); // the JDK may say 0.0.0.0 for ::, and the reverse
        Set<String> targets = new HashSet<>();
        if (any || address.length == 4) {
            targets.addAll(targets(NET.resolve(protocol), any ? new byte[4] : address, local.getPort()));
        }
        targets.addAll(targets(NET.resolve(protocol + "6"), any ? new byte[16] : mapped(address), local.getPort()));
        return descriptorsOf(targets);
    }

    private static byte[] mapped(byte[] address) {
        return address.length == 16
                ? address
                : ByteBuffer.allocate(16).putInt(8, 0xffff).put(12, address).array();
    }

    private static Set<String> targets(Path table, byte[] address, int port) {
        String local = "%s:%04X".formatted(hex(address), port);
        return lines(table).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[1].equals(local))
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet());
    }

    /** Each word of four bytes as a number of the host's byte order. */
    private static String hex(byte[] address) {
        IntBuffer words =
                ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).asIntBuffer();
        return IntStream.range(0, words.limit())
                .mapToObj(word -> "%08X".formatted(words.get(word)))
                .collect(Collectors.joining());
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
