package io.multicast.netty.internal.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Socket addresses by their bytes: the same senders and groups come again and again. Of a fixed size; an address that
 * falls on the place of another takes it.
 */
final class AddressCache {
    private static final int PLACES = 128; // a power of two
    private static final long IPV4 = 1L << 63;

    private final long[] heads = new long[PLACES];
    private final long[] highs = new long[PLACES];
    private final long[] lows = new long[PLACES];
    private final @Nullable InetSocketAddress[] values = new InetSocketAddress[PLACES];

    private long lastHead; // the last one besides, where no other address can take its place
    private long lastHigh;
    private long lastLow;
    private @Nullable InetSocketAddress last;

    /** The address of a {@code sockaddr} that the kernel wrote, or null when it is of no family known here. */
    @Nullable
    InetSocketAddress get(ByteBuffer memory, int at, int length) {
        int family = length < Structs.SOCKADDR_IN ? 0 : memory.getShort(at);
        if (family == Structs.INET) {
            return ipv4(memory.getInt(at + 4), port(memory, at));
        }
        if (family == Structs.INET6 && length >= Structs.SOCKADDR_IN6) {
            return ipv6(memory.getLong(at + 8), memory.getLong(at + 16), port(memory, at), memory.getInt(at + 24));
        }
        return null;
    }

    private static int port(ByteBuffer memory, int at) {
        return ((memory.get(at + 2) & 0xff) << 8) | (memory.get(at + 3) & 0xff);
    }

    /** The bytes as they lie in memory, in the order of this machine. */
    InetSocketAddress ipv4(int address, int port) {
        InetSocketAddress known = find(IPV4 | port, 0, address);
        return known != null
                ? known
                : put(create(
                        ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, address), port, 0));
    }

    /** The bytes as they lie in memory, in the order of this machine. */
    InetSocketAddress ipv6(long high, long low, int port, int scope) {
        InetSocketAddress known = find(((long) scope << 16 | port) & ~IPV4, high, low);
        if (known != null) {
            return known;
        }
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        return put(create(bytes.putLong(0, high).putLong(8, low), port, scope));
    }

    private @Nullable InetSocketAddress find(long head, long high, long low) {
        if (lastLow == low && lastHead == head && lastHigh == high && last != null) {
            return last;
        }
        lastHead = head;
        lastHigh = high;
        lastLow = low;
        int place = place(head, high, low);
        last = lows[place] == low && highs[place] == high && heads[place] == head ? values[place] : null;
        return last;
    }

    /** Keeps what {@link #find} has just looked for. */
    private InetSocketAddress put(InetSocketAddress value) {
        int place = place(lastHead, lastHigh, lastLow);
        heads[place] = lastHead;
        highs[place] = lastHigh;
        lows[place] = lastLow;
        values[place] = value;
        last = value;
        return value;
    }

    private static int place(long head, long high, long low) {
        long hash = (head * 31 + high) * 31 + low;
        hash *= 0x9e3779b97f4a7c15L;
        return (int) (hash >>> 57);
    }

    @SuppressWarnings("ByteBufferBackingArray") // from allocate()
    private static InetSocketAddress create(ByteBuffer bytes, int port, int scope) {
        try {
            InetAddress address = scope == 0
                    ? InetAddress.getByAddress(bytes.array()) // an IPv4-mapped one becomes IPv4
                    : Inet6Address.getByAddress(null, bytes.array(), scope);
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // the length is right
        }
    }
}
