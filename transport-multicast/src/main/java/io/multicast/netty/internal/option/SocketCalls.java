package io.multicast.netty.internal.option;

import java.nio.ByteBuffer;

/** The two native calls that all options go through, and what a caller needs to make them. */
public interface SocketCalls {
    /**
     * {@code setsockopt(2)}.
     *
     * @param address of the value, in memory that the caller keeps reachable
     * @return 0, or the error number
     */
    int setsockopt(long socket, int level, int name, long address, int length);

    /**
     * {@code getsockopt(2)}.
     *
     * @param address where the value goes
     * @param lengthAddress of an {@code int} that holds the room and receives the length
     * @return 0, or the error number
     */
    int getsockopt(long socket, int level, int name, long address, long lengthAddress);

    /** The address of a direct buffer's first byte. */
    long addressOf(ByteBuffer direct);

    /** The width of a socket handle as an option's value, in bytes: 4, or the width of a pointer on Windows. */
    int handleSize();
}
