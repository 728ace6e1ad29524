package io.multicast.netty.internal.packet;

import java.nio.ByteBuffer;

/**
 * The control messages of one datagram, read in place (cmsg(3)); the same object serves one after the other. Whatever the
 * bytes are, it reads inside its bounds and ends.
 */
public final class ControlMessages {
    /** A fact that the kernel did not tell. */
    public static final int UNKNOWN = -1;

    private final Structs structs;
    private int interfaceIndex;
    private int hopLimit;
    private int trafficClass;
    private int drops;
    private int segmentSize;
    private int destinationSize;
    private int ipv4;
    private long high;
    private long low;

    ControlMessages(Structs structs) {
        this.structs = structs;
        clear();
    }

    void clear() {
        interfaceIndex = 0;
        hopLimit = UNKNOWN;
        trafficClass = UNKNOWN;
        drops = 0;
        segmentSize = 0;
        destinationSize = 0;
    }

    /** Reads {@code length} bytes at {@code at}. */
    void parse(ByteBuffer memory, int at, int length) {
        clear();
        int end = at + length;
        int header = structs.controlHeader;
        while (end - at >= header) {
            long claimed = structs.pointer == Long.BYTES ? memory.getLong(at) : memory.getInt(at);
            if (claimed < header || claimed > end - at) {
                return;
            }
            int size = (int) claimed - header;
            take(
                    memory,
                    memory.getInt(at + structs.pointer),
                    memory.getInt(at + structs.pointer + 4),
                    at + header,
                    size);
            at += structs.align((int) claimed);
        }
    }

    private void take(ByteBuffer memory, int level, int type, int at, int size) {
        switch (level) {
            case Structs.IP -> takeIpv4(memory, type, at, size);
            case Structs.IPV6 -> takeIpv6(memory, type, at, size);
            case Structs.SOCKET -> {
                if (type == Structs.SO_RXQ_OVFL && size >= Integer.BYTES) {
                    drops = memory.getInt(at);
                }
            }
            case Structs.UDP -> {
                if (type == Structs.UDP_GRO && size >= Integer.BYTES) {
                    segmentSize = memory.getInt(at);
                }
            }
            default -> {}
        }
    }

    private void takeIpv4(ByteBuffer memory, int type, int at, int size) {
        if (type == Structs.IP_PKTINFO && size >= Structs.IN_PKTINFO) {
            interfaceIndex = memory.getInt(at);
            ipv4 = memory.getInt(at + 8);
            destinationSize = 4;
        } else if (type == Structs.IP_TTL && size >= Integer.BYTES) {
            hopLimit = memory.getInt(at);
        } else if (type == Structs.IP_TOS && size >= 1) {
            trafficClass = memory.get(at) & 0xff;
        }
    }

    private void takeIpv6(ByteBuffer memory, int type, int at, int size) {
        if (type == Structs.IPV6_PKTINFO && size >= Structs.IN6_PKTINFO) {
            high = memory.getLong(at);
            low = memory.getLong(at + 8);
            interfaceIndex = memory.getInt(at + 16);
            destinationSize = 16;
        } else if (type == Structs.IPV6_HOPLIMIT && size >= Integer.BYTES) {
            hopLimit = memory.getInt(at);
        } else if (type == Structs.IPV6_TCLASS && size >= Integer.BYTES) {
            trafficClass = memory.getInt(at);
        }
    }

    /** The destination and the interface are known. */
    public boolean hasDestination() {
        return destinationSize != 0;
    }

    int destinationSize() {
        return destinationSize;
    }

    int ipv4() {
        return ipv4;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** The interface it came in on, or 0. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** The hop limit or TTL it came with, or {@link #UNKNOWN}. */
    public int hopLimit() {
        return hopLimit;
    }

    /** The traffic class or type of service it came with, or {@link #UNKNOWN}. */
    public int trafficClass() {
        return trafficClass;
    }

    /** How many datagrams the socket had dropped when this was queued. */
    public long drops() {
        return Integer.toUnsignedLong(drops);
    }

    /** The size of the datagrams that were coalesced into this, or 0 when it is one. */
    public int segmentSize() {
        return segmentSize;
    }
}
