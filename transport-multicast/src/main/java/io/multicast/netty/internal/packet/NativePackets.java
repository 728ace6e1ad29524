package io.multicast.netty.internal.packet;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import java.util.Set;

/** Many datagrams per call. */
public final class NativePackets implements PacketIo {
    private final PacketSocket socket;
    private final PacketReader reader;
    private final PacketWriter writer;

    /** For that channel's socket. */
    public NativePackets(PacketOwner channel, Departures departures, PacketSocket socket) {
        this.socket = socket;
        reader = new PacketReader(channel, socket);
        writer = new PacketWriter(channel, departures, socket);
    }

    /** The socket. */
    public PacketSocket socket() {
        return socket;
    }

    /** From now on the kernel tells these facts, and that guard goes by them. */
    public void expect(Set<PacketFact> told, PacketGuard guard) {
        reader.expect(!told.isEmpty(), told.contains(PacketFact.DROPS), told.contains(PacketFact.COALESCED), guard);
    }

    /** How many datagrams the guard has kept back. Any thread. */
    public long rejected() {
        return reader.rejected();
    }

    /** About how many datagrams the kernel had more to tell than there was room for. Any thread. */
    public long truncatedFacts() {
        return reader.truncatedFacts();
    }

    /** Whether batched calls are to be had, as far as is known. Any thread. */
    public boolean isBatching() {
        return socket.calls().isBatching();
    }

    @Override
    public int receive(int most, RecvByteBufAllocator.ExtendedHandle handle) throws Exception {
        return reader.receive(most, handle);
    }

    @Override
    public boolean mayHaveMore() {
        return reader.mayHaveMore();
    }

    @Override
    public void receiveComplete() {
        reader.receiveComplete();
    }

    @Override
    public boolean isHolding() {
        return reader.isHolding();
    }

    @Override
    public void close() {
        reader.close();
    }

    @Override
    public int send(ChannelOutboundBuffer messages, int most) throws Exception {
        return writer.send(messages, most);
    }
}
