package io.multicast.netty.internal.option;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The native memory that values pass through; kept, so that no call allocates. One per thread. It begins with the length
 * that {@code getsockopt} reads and writes; the value follows.
 */
public final class Scratch {
    private static final int VALUE = 8;
    private static final int INITIAL = 512;

    private final SocketCalls calls;
    private ByteBuffer buffer;
    private long address;

    /** Allocates native memory, freed when this object is collected. */
    public Scratch(SocketCalls calls) {
        this.calls = calls;
        buffer = allocate(INITIAL);
        address = calls.addressOf(buffer);
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Makes room for a value of that length. */
    void require(int length) {
        if (VALUE + length + Long.BYTES > buffer.capacity()) {
            buffer = allocate(VALUE + length + Long.BYTES);
            address = calls.addressOf(buffer);
        }
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** The offset of the value in {@link #buffer()}. */
    int valueAt() {
        return VALUE;
    }

    long valueAddress() {
        return address + VALUE;
    }

    long lengthAddress() {
        return address;
    }

    void length(int length) {
        buffer.putInt(0, length);
    }

    int length() {
        return buffer.getInt(0);
    }
}
