package io.multicast.netty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.SocketOptions;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;

/**
 * The source filter of one socket's membership, by a getsockopt(MCAST_MSFILTER) of the tests' own (64-bit Linux). Tells what
 * /proc/net/mcfilter does not: the mode; and the sources on an interface whose newest group has none, where the kernel leaves
 * the others out.
 */
record SocketFilter(boolean including, Set<InetAddress> sources) {
    private static final int MCAST_MSFILTER = 48;
    private static final int MCAST_INCLUDE = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int STORAGE = 128;
    private static final int GROUP = 8;
    private static final int MODE = GROUP + STORAGE;
    private static final int COUNT = MODE + 4;
    private static final int LIST = COUNT + 4;
    private static final int ROOM = 100;

    private static final Libc C = Native.load("c", Libc.class);

    /** The one call. */
    interface Libc extends Library {
        int getsockopt(int fd, int level, int name, Pointer value, IntByReference length) throws LastErrorException;
    }

    /** Throws when the socket is no member. */
    static SocketFilter of(Channel channel, int index, InetAddress group) {
        int size = LIST + ROOM * STORAGE;
        try (Memory filter = new Memory(size)) {
            filter.clear();
            filter.setInt(0, index);
            filter.setShort(GROUP, (short) (Ip.isIpv6(group) ? AF_INET6 : AF_INET));
            filter.write(GROUP + addressAt(group), group.getAddress(), 0, group.getAddress().length);
            filter.setInt(COUNT, ROOM);
            int level = Ip.isIpv6(group) ? SocketOptions.IPPROTO_IPV6 : SocketOptions.IPPROTO_IP;
            C.getsockopt(Transport.fd(channel), level, MCAST_MSFILTER, filter, new IntByReference(size));
            return new SocketFilter(filter.getInt(MODE) == MCAST_INCLUDE, sources(filter, group));
        }
    }

    private static Set<InetAddress> sources(Memory filter, InetAddress group) {
        Set<InetAddress> sources = new HashSet<>();
        for (int i = 0; i < filter.getInt(COUNT); i++) {
            sources.add(address(
                    filter.getByteArray(LIST + (long) i * STORAGE + addressAt(group), group.getAddress().length)));
        }
        return sources;
    }

    private static int addressAt(InetAddress group) {
        return Ip.isIpv6(group) ? 8 : 4;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
