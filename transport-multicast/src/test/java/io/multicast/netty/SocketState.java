package io.multicast.netty;

import com.sun.jna.LastErrorException;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Everything that getsockopt tells about a socket at the IP and the IPv6 level, known by name or not, so that no change goes
 * unseen.
 *
 * @param values bytes in hexadecimal, or the errno, under "level/name"
 */
record SocketState(Map<String, String> values) {
    private static final int ROOM = 16;
    private static final int[] LEVELS = {0, 41};
    private static final int LAST = 63; // above lie the firewall's
    private static final int[] BEYOND = {66, 67}; // IPV6_RECVTCLASS, IPV6_TCLASS
    /** IP_MSFILTER and MCAST_MSFILTER take a question; IP_PROTOCOL answers a datagram socket's port. */
    private static final Set<String> OTHERS = Set.of("0/41", "0/48", "41/48", "0/52");

    static SocketState of(Channel channel) {
        return of(Transport.fd(channel));
    }

    static SocketState of(int fd) {
        Map<String, String> values = new TreeMap<>();
        for (int level : LEVELS) {
            IntStream.concat(IntStream.rangeClosed(1, LAST), IntStream.of(BEYOND))
                    .forEach(name -> values.put(key(level, name), read(fd, level, name)));
        }
        values.keySet().removeAll(OTHERS);
        return new SocketState(values);
    }

    static String key(int level, int name) {
        return level + "/" + name;
    }

    private static String read(int fd, int level, int name) {
        try {
            return HexFormat.of().formatHex(Kernel.sockopt(fd, level, name, ROOM));
        } catch (LastErrorException e) {
            return "errno " + e.getErrorCode();
        }
    }

    /** A value that is an {@code int}. */
    int number(String key) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(values.get(key)))
                .order(ByteOrder.nativeOrder())
                .getInt();
    }

    /** The keys of what differs. */
    Set<String> changesTo(SocketState later) {
        Set<String> changed = new TreeSet<>(values.keySet());
        changed.removeIf(key -> values.get(key).equals(later.values.get(key)));
        return changed;
    }
}
