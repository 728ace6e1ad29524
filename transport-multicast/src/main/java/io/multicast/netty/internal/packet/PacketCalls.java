package io.multicast.netty.internal.packet;

import java.nio.ByteBuffer;

/** The two native calls that all datagrams go through. Neither waits. */
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

    /** The address of a direct buffer's first byte, whatever its position. */
    long addressOf(ByteBuffer direct);

    /** The size of a pointer, which the layout of the structs follows. */
    int pointerSize();
}
