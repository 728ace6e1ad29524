package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EINTR;

import java.lang.ref.Reference;
import java.util.Set;

/** An open netlink socket. */
final class NetlinkSocket implements AutoCloseable {
    private final NetlinkCalls calls;
    private final int descriptor;

    private NetlinkSocket(NetlinkCalls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /** Opens one in the calling thread's network namespace. */
    static NetlinkSocket open(NetlinkCalls calls, int groups) {
        int descriptor = calls.open(groups);
        if (descriptor < 0) {
            throw NetworkException.opening(-descriptor);
        }
        return new NetlinkSocket(calls, descriptor);
    }

    /** Subscribes to more groups, or no longer. */
    void subscribe(Set<Integer> groups, boolean wanted) {
        for (int group : groups) {
            int result = calls.subscribe(descriptor, group, wanted);
            if (result < 0) {
                throw NetworkException.in("setsockopt NETLINK_ADD_MEMBERSHIP", -result);
            }
        }
    }

    /** Sends what the memory holds up to its limit. */
    void send(NativeMemory memory) {
        try {
            int sent = calls.send(descriptor, memory.address(), memory.bytes().limit());
            if (sent < 0) {
                throw NetworkException.in("send", -sent);
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /**
     * Receives a datagram and sets the limit to its end.
     *
     * @return its length, more than the memory's capacity if it was cut off, or a negative error number
     */
    int receive(NativeMemory memory, boolean wait) {
        int capacity = memory.bytes().capacity();
        int length = calls.receive(descriptor, memory.address(), capacity, wait);
        memory.bytes().limit(Math.max(0, Math.min(length, capacity)));
        return length;
    }

    /** Whether a call just has to be made again. */
    static boolean isInterruption(int result) {
        return result == -EINTR;
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }
}
