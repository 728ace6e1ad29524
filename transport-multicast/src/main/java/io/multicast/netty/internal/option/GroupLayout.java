package io.multicast.netty.internal.option;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a system lays out the structs of RFC 3678, section 5: {@code group_req}, {@code group_source_req} and
 * {@code group_filter}. They differ only in where the group stands (8, or 4 where a 64-bit field is not aligned or the
 * struct is packed) and in the socket address.
 *
 * @param groupAt the offset of the group behind the 32-bit interface index
 * @param address the layout of the socket addresses
 * @param include the number of MCAST_INCLUDE
 * @param exclude the number of MCAST_EXCLUDE
 */
public record GroupLayout(int groupAt, SocketAddressLayout address, int include, int exclude) {
    /** Writes a {@code group_req} and answers its length. */
    int putGroup(ByteBuffer out, int at, int index, InetAddress group) {
        out.putLong(at, 0); // the padding too: a scratch buffer holds old bytes
        out.putInt(at, index);
        address.put(out, at + groupAt, group);
        return groupAt + SocketAddressLayout.STORAGE;
    }

    /** Writes a {@code group_source_req} and answers its length. */
    int putGroupAndSource(ByteBuffer out, int at, int index, InetAddress group, InetAddress source) {
        int length = putGroup(out, at, index, group);
        address.put(out, at + length, source);
        return length + SocketAddressLayout.STORAGE;
    }

    /** Writes a {@code group_filter} and answers its length. */
    int putFilter(
            ByteBuffer out, int at, int index, InetAddress group, boolean including, Collection<InetAddress> sources) {
        int length = putFilterHead(out, at, index, group, including, sources.size());
        for (InetAddress source : sources) {
            address.put(out, at + length, source);
            length += SocketAddressLayout.STORAGE;
        }
        return length;
    }

    /** Writes a {@code group_filter} up to its sources and answers the length of that. */
    int putFilterHead(ByteBuffer out, int at, int index, InetAddress group, boolean including, int sources) {
        int length = putGroup(out, at, index, group);
        out.putInt(at + length, including ? include : exclude);
        out.putInt(at + length + 4, sources);
        return length + 8;
    }

    /** Whether a {@code group_filter} includes its sources. */
    boolean isIncluding(ByteBuffer in, int at) {
        return in.getInt(at + groupAt + SocketAddressLayout.STORAGE) == include;
    }

    /** How many sources a {@code group_filter} has. */
    int filterCount(ByteBuffer in, int at) {
        return in.getInt(at + groupAt + SocketAddressLayout.STORAGE + 4);
    }

    /** The sources of a {@code group_filter} that has room for so many. */
    List<InetAddress> sources(ByteBuffer in, int at, int room) {
        int head = at + groupAt + SocketAddressLayout.STORAGE;
        int count = Math.min(room, filterCount(in, at));
        return IntStream.range(0, count)
                .mapToObj(i -> address.get(in, head + 8 + i * SocketAddressLayout.STORAGE))
                .toList();
    }

    /** The length of a {@code group_filter} with so many sources. */
    int filterLength(int sources) {
        return groupAt + 8 + SocketAddressLayout.STORAGE * (1 + sources);
    }
}
