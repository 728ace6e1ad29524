package io.multicast.netty.internal.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One block of native memory for a fixed number of messages: headers, I/O vectors, socket addresses, control messages. Read
 * and written through one view. Freed when this object is collected.
 */
final class NativeBlock {
    static final int NAME = 32; // room for a sockaddr_in6

    final Structs structs;
    final ByteBuffer memory;
    final long address;
    final int vectorsAt;
    final int namesAt;
    final int controlsAt;
    final int controlRoom;

    NativeBlock(PacketCalls calls, int messages, int controlRoom) {
        structs = new Structs(calls.pointerSize());
        vectorsAt = messages * structs.message;
        namesAt = vectorsAt + messages * structs.iovec;
        controlsAt = namesAt + messages * NAME;
        this.controlRoom = controlRoom;
        memory = ByteBuffer.allocateDirect(controlsAt + messages * controlRoom).order(ByteOrder.nativeOrder());
        address = calls.addressOf(memory);
        for (int i = 0; i < messages; i++) {
            putWord(message(i), address + name(i));
            putWord(message(i) + structs.vector, address + vector(i));
            putWord(message(i) + structs.vectorCount, 1);
            putWord(message(i) + structs.control, address + control(i));
        }
    }

    int message(int i) {
        return i * structs.message;
    }

    int vector(int i) {
        return vectorsAt + i * structs.iovec;
    }

    int name(int i) {
        return namesAt + i * NAME;
    }

    int control(int i) {
        return controlsAt + i * controlRoom;
    }

    /** A pointer or a {@code size_t}. */
    void putWord(int at, long value) {
        if (structs.pointer == Long.BYTES) {
            memory.putLong(at, value);
        } else {
            memory.putInt(at, (int) value);
        }
    }

    /** A {@code size_t} that is known to be small. */
    int word(int at) {
        return structs.pointer == Long.BYTES ? (int) memory.getLong(at) : memory.getInt(at);
    }
}
