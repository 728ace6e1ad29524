package io.multicast.netty.internal.packet;

import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Receives up to {@link #SIZE} datagrams per call into the slots of one buffer. What was received can be asked until the
 * next call. Serves any number of sockets, on one thread.
 */
public final class ReceiveBatch {
    /** The most datagrams per call: 32 cost 2 to 3 % more each, 8 cost 10 %, 128 gain nothing (measured). */
    public static final int SIZE = 64;

    /** Room for one of each kind: 40 for the destination, 24 for each other. */
    private static final int CONTROL = 192;

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final PacketCalls calls;
    private final NativeBlock block;
    private final Structs structs;
    private final ByteBuffer memory;
    private final ControlMessages controls;
    private final AddressCache senders = new AddressCache();
    private final AddressCache destinations = new AddressCache();

    private long buffer; // where the vectors point to, and how
    private int slotSize;
    private int slots;
    private int used = SIZE; // the headers that are to be made ready
    private boolean withControls;

    /** Allocates the native memory. */
    public ReceiveBatch(PacketCalls calls) {
        this.calls = calls;
        block = new NativeBlock(calls, SIZE, CONTROL);
        structs = block.structs;
        memory = block.memory;
        controls = new ControlMessages(structs);
    }

    /**
     * Receives into {@code count} slots of {@code slotSize} bytes that begin at {@code buffer}.
     *
     * @param wanted whether the kernel shall write control messages
     * @return how many were received; or the error number, negated
     */
    public int receive(long socket, long address, int slotBytes, int count, boolean wanted) {
        point(address, slotBytes, count);
        if (wanted != withControls) {
            withControls = wanted;
            used = SIZE;
        }
        int room = wanted ? CONTROL : 0;
        for (int i = 0; i < used; i++) {
            int at = block.message(i);
            memory.putInt(at + structs.nameLength, NativeBlock.NAME);
            block.putWord(at + structs.controlLength, room);
        }
        used = 0;
        try {
            int received = calls.receive(socket, block.address, count);
            used = Math.max(0, received);
            return received;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** An allocator often gives the same memory again: then the vectors stand already. */
    private void point(long address, int slotBytes, int count) {
        if (address == buffer && slotBytes == slotSize && count <= slots) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int at = block.vector(i);
            block.putWord(at, address + (long) i * slotBytes);
            block.putWord(at + structs.pointer, slotBytes);
        }
        buffer = address;
        slotSize = slotBytes;
        slots = count;
    }

    /** The length of the i-th datagram, as far as it fitted. */
    public int length(int i) {
        return memory.getInt(block.message(i) + structs.length);
    }

    /** Whether the i-th datagram was longer than its slot. */
    public boolean isTruncated(int i) {
        return (memory.getInt(block.message(i) + structs.flags) & Structs.MSG_TRUNC) != 0;
    }

    /** Whether the kernel had more to tell beside the i-th datagram than there was room for. */
    public boolean isCut(int i) {
        return (memory.getInt(block.message(i) + structs.flags) & Structs.MSG_CTRUNC) != 0;
    }

    /** Where the i-th datagram came from. */
    public @Nullable InetSocketAddress sender(int i) {
        return senders.get(memory, block.name(i), memory.getInt(block.message(i) + structs.nameLength));
    }

    /** What the kernel told beside the i-th datagram; valid until the next call. */
    public ControlMessages controls(int i) {
        if (withControls) {
            int at = block.message(i) + structs.controlLength;
            controls.parse(memory, block.control(i), Math.min(block.word(at), CONTROL));
        } else {
            controls.clear();
        }
        return controls;
    }

    /** The destination in these control messages; link-local ones carry the interface as their scope. */
    public InetSocketAddress destination(ControlMessages from, int port) {
        if (from.destinationSize() == 4) {
            return destinations.ipv4(from.ipv4(), port);
        }
        long high = from.high();
        return destinations.ipv6(high, from.low(), port, isLocal(high) ? from.interfaceIndex() : 0);
    }

    /** fe80::/10, and groups of interface-local and link-local scope (RFC 4291, sections 2.5.6 and 2.7). */
    private static boolean isLocal(long high) {
        int head = (int) ((LITTLE_ENDIAN ? Long.reverseBytes(high) : high) >>> 48);
        return (head & 0xffc0) == 0xfe80 || (head & 0xff0f) == 0xff01 || (head & 0xff0f) == 0xff02;
    }
}
