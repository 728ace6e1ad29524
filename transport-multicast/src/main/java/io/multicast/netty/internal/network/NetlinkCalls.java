package io.multicast.netty.internal.network;

import java.nio.ByteBuffer;

/**
 * The native calls on {@code rtnetlink(7)} sockets. Failure is a negative error number. Memory whose address is passed in
 * must be kept reachable by the caller.
 */
public interface NetlinkCalls {
    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @param groups the multicast groups to subscribe to, as a mask; 0 for none
     * @return the descriptor
     */
    int open(int groups);

    /**
     * Subscribes an open socket to one more multicast group, or no longer.
     *
     * @param group its number
     * @return 0
     */
    int subscribe(int descriptor, int group, boolean wanted);

    /**
     * Sends a request to the kernel.
     *
     * @return the number of bytes sent
     */
    int send(int descriptor, long address, int length);

    /**
     * Receives one datagram.
     *
     * @param wait whether to block until there is one; if not, and there is none, the answer is EAGAIN
     * @return the datagram's own length, more than {@code length} if it was cut off
     */
    int receive(int descriptor, long address, int length, boolean wait);

    /** Closes a socket. */
    void close(int descriptor);

    /** The address of a direct buffer's first byte. */
    long addressOf(ByteBuffer direct);
}
