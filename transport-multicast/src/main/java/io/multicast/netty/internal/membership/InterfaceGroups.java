package io.multicast.netty.internal.membership;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The groups that each interface of the host has, for whatever socket: Linux's {@code /proc/net/igmp} and {@code igmp6}. */
public final class InterfaceGroups {
    private static final Path DIRECTORY = Path.of("/proc/thread-self/net"); // of this thread's network namespace
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private InterfaceGroups() {}

    /** All groups, or empty on systems that do not tell. */
    public static Optional<Set<GroupOnInterface>> read() {
        try {
            Set<GroupOnInterface> groups = parseIgmp(Files.readAllLines(DIRECTORY.resolve("igmp")));
            Path igmp6 = DIRECTORY.resolve("igmp6");
            if (Files.isReadable(igmp6)) {
                groups.addAll(parseIgmp6(Files.readAllLines(igmp6)));
            }
            return Optional.of(groups);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An interface's line begins with its index; its groups follow, indented, as numbers of the host's byte order. */
    static Set<GroupOnInterface> parseIgmp(List<String> lines) {
        Set<GroupOnInterface> groups = new HashSet<>();
        int index = 0;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = line.strip().split("\\s+");
            if (Character.isWhitespace(line.charAt(0))) {
                groups.add(new GroupOnInterface(address(words[0], LITTLE_ENDIAN), index));
            } else {
                index = Integer.parseInt(words[0]);
            }
        }
        return groups;
    }

    /** Index, name, group, users, flags, timer. */
    static Set<GroupOnInterface> parseIgmp6(List<String> lines) {
        Set<GroupOnInterface> groups = new HashSet<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            groups.add(new GroupOnInterface(address(words[2], false), Integer.parseInt(words[0])));
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
