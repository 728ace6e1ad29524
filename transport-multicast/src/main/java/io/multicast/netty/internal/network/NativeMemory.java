package io.multicast.netty.internal.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A direct buffer with its address. Keep this object as long as native code may use the address. */
final class NativeMemory {
    private static final int MOST = 1 << 24;

    private final NetlinkCalls calls;
    private ByteBuffer bytes;
    private long address;

    NativeMemory(NetlinkCalls calls, int size) {
        this.calls = calls;
        bytes = allocate(size);
        address = calls.addressOf(bytes);
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Makes room for a datagram of that size; what it held is lost. */
    void grow(int size) {
        if (size > bytes.capacity() && size <= MOST) {
            bytes = allocate(size);
            address = calls.addressOf(bytes);
        }
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }
}
