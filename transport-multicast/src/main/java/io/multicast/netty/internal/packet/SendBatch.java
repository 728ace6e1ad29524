package io.multicast.netty.internal.packet;

import java.lang.ref.Reference;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Collects up to {@link #SIZE} datagrams and sends them with one call. Serves any number of sockets, on one thread. */
public final class SendBatch {
    /** The most datagrams per call. */
    public static final int SIZE = 32;

    private static final int CONTROL = 128; // one of each kind: 40 + 3 * 24
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final PacketCalls calls;
    private final NativeBlock block;
    private final Structs structs;
    private final ByteBuffer memory;

    /** What the socket addresses hold, so that a recipient who comes again need not be written again. */
    private final @Nullable InetSocketAddress[] recipients = new InetSocketAddress[SIZE];

    private final boolean[] writtenForInet6 = new boolean[SIZE];

    private int count;
    private int controlLength;

    /** Allocates the native memory. */
    public SendBatch(PacketCalls calls) {
        this.calls = calls;
        block = new NativeBlock(calls, SIZE, CONTROL);
        structs = block.structs;
        memory = block.memory;
    }

    /** Begins anew. */
    public void clear() {
        count = 0;
    }

    /** Takes back all but the first ones. */
    public void cut(int to) {
        count = to;
    }

    /** How many are collected. */
    public int count() {
        return count;
    }

    /**
     * Adds a datagram; its control messages may follow.
     *
     * @param recipient null on a connected socket
     * @param inet6 whether the socket is AF_INET6
     */
    @SuppressWarnings("ReferenceEquality") // the same object needs no second writing
    public void add(long address, int length, @Nullable InetSocketAddress recipient, boolean inet6) {
        int i = count++;
        int vector = block.vector(i);
        block.putWord(vector, address);
        block.putWord(vector + structs.pointer, length);
        int message = block.message(i);
        if (recipient == null) {
            block.putWord(message, 0);
            memory.putInt(message + structs.nameLength, 0);
        } else {
            if (recipients[i] != recipient || writtenForInet6[i] != inet6) {
                write(recipient, block.name(i), inet6);
                recipients[i] = recipient;
                writtenForInet6[i] = inet6;
            }
            block.putWord(message, block.address + block.name(i));
            memory.putInt(message + structs.nameLength, inet6 ? Structs.SOCKADDR_IN6 : Structs.SOCKADDR_IN);
        }
        controlLength = 0;
        block.putWord(message + structs.controlLength, 0);
    }

    private void write(InetSocketAddress recipient, int at, boolean inet6) {
        InetAddress address = recipient.getAddress();
        memory.putShort(at, (short) (inet6 ? Structs.INET6 : Structs.INET));
        memory.put(at + 2, (byte) (recipient.getPort() >>> 8)).put(at + 3, (byte) recipient.getPort());
        if (!inet6) {
            memory.put(at + 4, address.getAddress());
            return;
        }
        memory.putInt(at + 4, 0);
        putInet6(address, at + 8);
        memory.putInt(at + 24, address instanceof Inet6Address v6 ? v6.getScopeId() : 0);
    }

    private void putInet6(InetAddress address, int at) {
        if (address instanceof Inet4Address) {
            memory.put(at, MAPPED).put(at + 12, address.getAddress());
        } else {
            memory.put(at, address.getAddress());
        }
    }

    /** Lets the last datagram leave by that interface (0: any) with that source address (null: any). */
    public void source(boolean ipv4, int interfaceIndex, @Nullable InetAddress source) {
        if (ipv4) {
            int at = control(Structs.IP, Structs.IP_PKTINFO, Structs.IN_PKTINFO);
            memory.putInt(at, interfaceIndex).putInt(at + 4, 0).putInt(at + 8, 0);
            if (source instanceof Inet4Address) {
                memory.put(at + 4, source.getAddress());
            }
        } else {
            int at = control(Structs.IPV6, Structs.IPV6_PKTINFO, Structs.IN6_PKTINFO);
            memory.putLong(at, 0).putLong(at + 8, 0).putInt(at + 16, interfaceIndex);
            if (source instanceof Inet6Address) {
                memory.put(at, source.getAddress());
            }
        }
    }

    /** Gives the last datagram that TTL or hop limit. */
    public void hopLimit(boolean ipv4, int hops) {
        int at = ipv4
                ? control(Structs.IP, Structs.IP_TTL, Integer.BYTES)
                : control(Structs.IPV6, Structs.IPV6_HOPLIMIT, Integer.BYTES);
        memory.putInt(at, hops);
    }

    /** Lets the kernel cut the last datagram into datagrams of that size (udp(7), UDP_SEGMENT). */
    public void segment(int size) {
        memory.putShort(control(Structs.UDP, Structs.UDP_SEGMENT, Short.BYTES), (short) size);
    }

    private int control(int level, int type, int size) {
        int i = count - 1;
        int at = block.control(i) + controlLength;
        block.putWord(at, structs.controlHeader + size);
        memory.putInt(at + structs.pointer, level).putInt(at + structs.pointer + 4, type);
        controlLength += structs.align(structs.controlHeader + size);
        block.putWord(block.message(i) + structs.controlLength, controlLength);
        return at + structs.controlHeader;
    }

    /**
     * Sends what was collected.
     *
     * @return how many were sent, from the first; or the error number of the first, negated
     */
    public int send(long socket) {
        try {
            return calls.send(socket, block.address, count);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
