package io.multicast.netty.internal.packet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Receives batches. All datagrams of a batch lie in one buffer, each in its slot, and go on as slices that own one
 * reference to it each: a copy or a buffer of its own for each datagram costs 5 to 35 % more (measured).
 */
final class PacketReader {
    private static final System.Logger LOG = System.getLogger("io.multicast.netty");

    /** The largest buffer of a batch: with large slots it holds fewer. */
    private static final int BLOCK = 256 * 1024;

    private static final int LARGEST = 65_535; // what coalesced datagrams need

    private final PacketOwner channel;
    private final PacketSocket socket;
    private final Queue<DatagramPacket> held = new ArrayDeque<>(); // read already, though not asked for yet
    private @Nullable ByteBuf block; // during a run of receives
    private int slot; // the largest room for a datagram that was wanted yet
    private int longest; // of this run
    private int wanted; // packets that may still be handed on
    private boolean full;

    // written on the event loop alone
    private volatile long rejected;
    private volatile long truncatedFacts;

    // what the kernel has been told to tell
    private boolean controls;
    private boolean drops;
    private boolean coalesced;
    private PacketGuard guard = PacketGuard.NONE;

    PacketReader(PacketOwner channel, PacketSocket socket) {
        this.channel = channel;
        this.socket = socket;
    }

    void expect(boolean anyControls, boolean dropCounts, boolean coalescedDatagrams, PacketGuard newGuard) {
        controls = anyControls;
        drops = dropCounts;
        coalesced = coalescedDatagrams;
        guard = newGuard;
    }

    boolean mayHaveMore() {
        return full;
    }

    long rejected() {
        return rejected;
    }

    long truncatedFacts() {
        return truncatedFacts;
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    void close() {
        for (DatagramPacket packet = held.poll(); packet != null; packet = held.poll()) {
            packet.release();
        }
    }

    int receive(int most, RecvByteBufAllocator.ExtendedHandle handle) throws Exception {
        wanted = channel.isAutoRead() ? Integer.MAX_VALUE : most;
        if (!held.isEmpty()) {
            return handOnHeld(most, handle);
        }
        slot = Math.max(slot, Math.max(1, handle.guess())); // a smaller one would cut datagrams
        int room = coalesced ? LARGEST : slot;
        int count = Math.min(Math.min(most, ReceiveBatch.SIZE), Math.max(1, BLOCK / room));
        ByteBuf buffer = block(count * room);
        ReceiveBatch batch = socket.system().receiveBatch();
        handle.attemptedBytesRead(room);
        int received = receive(batch, buffer, room, count);
        full = received == count;
        if (received > 0) {
            tell(handle, handOn(batch, received, buffer, room));
        }
        return received;
    }

    /** The longest datagram of the run, in all: what allocators that adapt themselves are to make room for. */
    private void tell(RecvByteBufAllocator.ExtendedHandle handle, int length) {
        int known = longest;
        longest = Math.max(Math.max(1, known), length);
        handle.lastBytesRead(longest - known);
    }

    private int handOnHeld(int most, RecvByteBufAllocator.ExtendedHandle handle) {
        int given = 0;
        while (given < most && !held.isEmpty() && channel.isOpen()) {
            channel.handOn(held.remove());
            given++;
        }
        full = true; // of the socket nothing is known
        handle.attemptedBytesRead(1);
        tell(handle, 1);
        return given;
    }

    /** The last one again, once all its slices are released: it is still in the processor's cache. */
    private ByteBuf block(int size) {
        ByteBuf last = block;
        if (last != null) {
            if (last.refCnt() == 1 && last.capacity() == size) {
                return last;
            }
            releaseBlock();
        }
        ByteBuf next = channel.alloc().directBuffer(size, size);
        block = next;
        return next;
    }

    /** Lets go of the buffer: an idle channel holds none. */
    void receiveComplete() {
        longest = 0;
        releaseBlock();
    }

    private void releaseBlock() {
        ByteBuf last = block;
        if (last != null) {
            block = null;
            last.release();
        }
    }

    private int receive(ReceiveBatch batch, ByteBuf block, int room, int count) throws Exception {
        PacketCalls calls = socket.calls();
        long address = PacketMessages.address(block, 0, count * room, calls);
        int received;
        do {
            received = batch.receive(socket.handle(), address, room, count, controls);
        } while (received == -socket.table().interrupted());
        if (received < 0 && received != -socket.table().again()) {
            full = false;
            throw socket.error(-received, "receive");
        }
        return Math.max(0, received);
    }

    /**
     * Hands on what was received, and answers how long the longest was. Nothing else receives on this thread meanwhile, so
     * the batch can be read as it goes.
     */
    @SuppressWarnings({
        "ReferenceEquality", // the one constant for no guard
        "NonAtomicVolatileUpdate" // one writer
    })
    private int handOn(ReceiveBatch batch, int received, ByteBuf buffer, int room) {
        InetSocketAddress local = channel.localAddress();
        buffer.retain(received); // one for each slice, at once
        int owned = received;
        int most = 0;
        try {
            for (int i = 0; i < received && channel.isOpen(); i++) {
                int length = batch.length(i);
                most = Math.max(most, length);
                ControlMessages facts = batch.controls(i);
                if (controls && batch.isCut(i)) {
                    countTruncatedFacts();
                }
                InetSocketAddress recipient =
                        facts.hasDestination() ? batch.destination(facts, local.getPort()) : local;
                if (guard != PacketGuard.NONE && !guard.accepts(facts, recipient.getAddress())) {
                    rejected = rejected + 1;
                    continue;
                }
                InetSocketAddress sender = batch.sender(i);
                boolean truncated = batch.isTruncated(i);
                int size = segment(facts, length);
                if (size < length) {
                    handOnSegments(buffer.slice(i * room, length), size, recipient, sender, facts);
                } else {
                    DatagramPacket packet =
                            channel.packet(buffer.slice(i * room, length), recipient, sender, facts, truncated, drops);
                    owned--;
                    handOn(packet);
                }
            }
        } finally {
            if (owned > 0) {
                buffer.release(owned);
            }
        }
        return most;
    }

    private void handOn(DatagramPacket packet) {
        if (wanted > 0) {
            wanted--;
            channel.handOn(packet);
        } else {
            held.add(packet);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void countTruncatedFacts() {
        if (truncatedFacts == 0) {
            LOG.log(
                    Level.WARNING,
                    channel + " receives datagrams about which the kernel has more to tell than there is room for"
                            + " (MSG_CTRUNC): an option for further control messages was set on its socket");
        }
        truncatedFacts = truncatedFacts + 1;
    }

    private void handOnSegments(
            ByteBuf all,
            int size,
            InetSocketAddress recipient,
            @Nullable InetSocketAddress sender,
            ControlMessages facts) {
        while (all.isReadable() && channel.isOpen()) {
            ByteBuf content = all.readRetainedSlice(Math.min(size, all.readableBytes()));
            handOn(channel.packet(content, recipient, sender, facts, false, drops));
        }
    }

    private static int segment(ControlMessages facts, int length) {
        int size = facts.segmentSize();
        return size > 0 && size < length ? size : length;
    }
}
