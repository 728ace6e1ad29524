package io.multicast.netty.internal.packet;

import java.nio.ByteBuffer;

/** The native calls that all datagrams go through. None waits. */
public interface PacketCalls {
    /**
     * {@code recvmmsg(2)} with MSG_DONTWAIT.
     *
     * @param vector address of the {@code struct mmsghdr} array, in memory that the caller keeps reachable
     * @return how many were received, 1 or more; or the error number, negated
     */
    int receive(long socket, long vector, int count);

    /**
     * {@code sendmmsg(2)} with MSG_DONTWAIT.
     *
     * @param vector address of the {@code struct mmsghdr} array, in memory that the caller keeps reachable
     * @return how many were sent, 1 or more; or the error number of the first, negated
     */
    int send(long socket, long vector, int count);

    /**
     * {@code recvmsg(2)} with MSG_DONTWAIT, for one {@code struct msghdr}.
     *
     * @return the datagram's length as far as it fitted, or the error number, negated
     */
    int receiveOne(long socket, long header);

    /**
     * {@code sendmsg(2)} with MSG_DONTWAIT, for one {@code struct msghdr}.
     *
     * @return 0 or more, or the error number, negated
     */
    int sendOne(long socket, long header);

    /** Writes an {@code int} of the system's byte order into native memory. */
    void putInt(long address, int value);

    /** The address of a direct buffer's first byte, whatever its position. */
    long addressOf(ByteBuffer direct);

    /** The size of a pointer, which the layout of the structs follows. */
    int pointerSize();
}
