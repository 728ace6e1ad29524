package io.multicast.netty.internal.packet;

/**
 * The structs of {@code recvmmsg(2)}, {@code sendmmsg(2)} and cmsg(3) on Linux; offsets follow the size of a pointer.
 * Static finals, so that the compiler folds them into the path of each datagram. Checked against C headers by a test.
 */
final class Structs {
    static final int INET = 2;
    static final int INET6 = 10;
    static final int SOCKADDR_IN = 16;
    static final int SOCKADDR_IN6 = 28;

    static final int MSG_CTRUNC = 0x8;
    static final int MSG_TRUNC = 0x20;

    // levels and types of control messages
    static final int IP = 0;
    static final int IP_TOS = 1;
    static final int IP_TTL = 2;
    static final int IP_PKTINFO = 8;
    static final int SOCKET = 1;
    static final int SO_RXQ_OVFL = 40;
    static final int UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int UDP_GRO = 104;
    static final int IPV6 = 41;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_HOPLIMIT = 52;
    static final int IPV6_TCLASS = 67;

    static final int IN_PKTINFO = 12; // int index; local[4]; destination[4]
    static final int IN6_PKTINFO = 20; // destination[16]; int index

    final int pointer;
    /** {@code struct iovec {base, length}}. */
    final int iovec;
    /** {@code struct mmsghdr {struct msghdr header; unsigned length}}. */
    final int message;

    final int nameLength;
    final int vector;
    final int vectorCount;
    final int control;
    final int controlLength;
    final int flags;
    final int length;
    /** {@code struct cmsghdr {size_t length; int level; int type}}, then the data. */
    final int controlHeader;

    Structs(int pointerSize) {
        pointer = pointerSize;
        iovec = 2 * pointerSize;
        message = 8 * pointerSize;
        nameLength = pointerSize;
        vector = 2 * pointerSize;
        vectorCount = 3 * pointerSize;
        control = 4 * pointerSize;
        controlLength = 5 * pointerSize;
        flags = 6 * pointerSize;
        length = 7 * pointerSize;
        controlHeader = pointerSize + 8;
    }

    /** CMSG_ALIGN. */
    int align(int size) {
        return (size + pointer - 1) & -pointer;
    }
}
