package io.multicast.netty.testing;

import static io.multicast.netty.testing.Libc.C;
import static io.multicast.netty.testing.Libc.check;

import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the Linux kernel holds: memberships and source filters by /proc/net, socket options by getsockopt. */
public final class Kernel {
    private final Path procNet;

    private Kernel(Path procNet) {
        this.procNet = procNet;
    }

    /** The kernel's view of a namespace. */
    public static Kernel of(Namespace namespace) {
        return new Kernel(namespace.procNet());
    }

    /** The kernel's view of the calling thread's own namespace. */
    public static Kernel here() {
        Requirements.procfs();
        return new Kernel(Path.of("/proc/thread-self/net"));
    }

    /** A group that an interface listens to: a line of igmp or igmp6. {@code users} counts sockets (and the kernel). */
    public record Group(String device, int index, InetAddress address, int users) {}

    /** A source of a group: a line of mcfilter or mcfilter6. The counts are of sockets that include or exclude it. */
    public record Filter(int index, InetAddress group, InetAddress source, long include, long exclude) {}

    /** All groups on all interfaces, both families. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        String device = "";
        int index = 0;
        for (String[] fields : rows("igmp")) {
            if (fields.length > 2 && fields[2].equals(":")) {
                index = Integer.parseInt(fields[0]);
                device = fields[1];
            } else {
                groups.add(new Group(device, index, hostOrder(fields[0]), Integer.parseInt(fields[1])));
            }
        }
        for (String[] fields : rows("igmp6")) {
            groups.add(new Group(
                    fields[1], Integer.parseInt(fields[0]), networkOrder(fields[2]), Integer.parseInt(fields[3])));
        }
        return groups;
    }

    /** The groups of one interface with their users, both families; the kernel's own (224.0.0.1, ff02::1 ...) too. */
    public Map<InetAddress, Integer> memberships(String device) {
        return groups().stream()
                .filter(group -> group.device().equals(device))
                .collect(Collectors.toMap(Group::address, Group::users));
    }

    /** How many sockets are members of a group on an interface. */
    public int users(String device, InetAddress group) {
        return memberships(device).getOrDefault(group, 0);
    }

    /** The interfaces on which a group is joined. */
    public List<String> devices(InetAddress group) {
        return groups().stream()
                .filter(row -> row.address().equals(group))
                .map(Group::device)
                .toList();
    }

    /** All source filters, both families. */
    public List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        for (String file : List.of("mcfilter", "mcfilter6")) {
            for (String[] f : rows(file)) { // f[1], the device, is cut to six letters: only the index counts
                filters.add(new Filter(
                        Integer.parseInt(f[0]),
                        networkOrder(f[2]),
                        networkOrder(f[3]),
                        Long.parseLong(f[4]),
                        Long.parseLong(f[5])));
            }
        }
        return filters;
    }

    /** The source filters of one group, on any interface. */
    public List<Filter> filters(InetAddress group) {
        return filters().stream().filter(row -> row.group().equals(group)).toList();
    }

    /**
     * Asks for a socket option.
     *
     * @return as many bytes as the kernel gave, at most {@code length}
     * @throws com.sun.jna.LastErrorException with the errno
     */
    public static byte[] sockopt(int fd, int level, int name, int length) {
        try (Memory value = new Memory(length)) {
            IntByReference size = new IntByReference(length);
            check(C.getsockopt(fd, level, name, value, size));
            return value.getByteArray(0, size.getValue());
        }
    }

    /** Asks for a socket option that is an {@code int}. */
    public static int sockopt(int fd, int level, int name) {
        return ByteBuffer.wrap(sockopt(fd, level, name, Integer.BYTES))
                .order(ByteOrder.nativeOrder())
                .getInt();
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String[]> rows(String file) {
        return read(procNet.resolve(file))
                .lines()
                .filter(line -> !line.startsWith("Idx"))
                .map(line -> line.trim().split("\\s+"))
                .toList();
    }

    /** igmp prints the address as one number in the machine's byte order. */
    private static InetAddress hostOrder(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            bytes = new byte[] {bytes[3], bytes[2], bytes[1], bytes[0]};
        }
        return Ip.ip(bytes);
    }

    private static InetAddress networkOrder(String hex) {
        return Ip.ip(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }
}
