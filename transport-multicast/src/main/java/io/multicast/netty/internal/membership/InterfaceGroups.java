package io.multicast.netty.internal.membership;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The groups that each interface of the host has, for whatever socket: Linux's {@code /proc/net/igmp} and {@code igmp6}. */
public final class InterfaceGroups {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private InterfaceGroups() {}

    /**
     * A way to read those of the calling thread's network namespace, to be used on any thread.
     *
     * @param thread the directory that stands for the calling thread, such as {@code /proc/thread-self}
     */
    public static Supplier<GroupTables> of(String thread) {
        Path self = Path.of(thread);
        try {
            Path task = self.resolveSibling(Files.readSymbolicLink(self));
            return () -> read(task.resolve("net"));
        } catch (IOException e) {
            return () -> GroupTables.unknown(e.toString());
        }
    }

    private static GroupTables read(Path directory) {
        try {
            Set<Place> places = parseIgmp(Files.readAllLines(directory.resolve("igmp")));
            places.addAll(parseIgmp6(ipv6(directory)));
            return GroupTables.of(places);
        } catch (IOException e) {
            return GroupTables.unknown(e.toString());
        }
    }

    /** A kernel without IPv6 does not have the file. */
    private static List<String> ipv6(Path directory) throws IOException {
        try {
            return Files.readAllLines(directory.resolve("igmp6"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** An interface's line begins with its index; its groups follow, indented, as numbers of the host's byte order. */
    static Set<Place> parseIgmp(List<String> lines) {
        Set<Place> groups = new HashSet<>();
        int index = 0;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = line.strip().split("\\s+");
            if (Character.isWhitespace(line.charAt(0))) {
                groups.add(new Place(address(words[0], LITTLE_ENDIAN), index));
            } else {
                index = Integer.parseInt(words[0]);
            }
        }
        return groups;
    }

    /** Index, name, group, users, flags, timer. */
    static Set<Place> parseIgmp6(List<String> lines) {
        Set<Place> groups = new HashSet<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            groups.add(new Place(address(words[2], false), Integer.parseInt(words[0])));
        }
        return groups;
    }

    private static InetAddress address(String hex, boolean reversed) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int i = 0; reversed && i < bytes.length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(hex, e);
        }
    }
}
