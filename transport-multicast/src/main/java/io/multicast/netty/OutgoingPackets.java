package io.multicast.netty;

import io.multicast.netty.internal.packet.Departures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What {@link MulticastPacket}s say of how they are to leave. */
final class OutgoingPackets implements Departures {
    static final OutgoingPackets INSTANCE = new OutgoingPackets();

    private OutgoingPackets() {}

    @Override
    public boolean canSay(Object message) {
        return message instanceof MulticastPacket;
    }

    @Override
    public boolean isDirected(Object message) {
        return message instanceof MulticastPacket packet && packet.isDirected();
    }

    @Override
    public @Nullable InetSocketAddress recipient(Object message) {
        return ((MulticastPacket) message).target();
    }

    @Override
    public int interfaceIndex(Object message) {
        return ((MulticastPacket) message).interfaceIndex();
    }

    @Override
    public @Nullable InetAddress source(Object message) {
        InetSocketAddress source = ((MulticastPacket) message).sender();
        return source == null || source.getAddress().isAnyLocalAddress() ? null : source.getAddress();
    }

    @Override
    public int hopLimit(Object message) {
        return ((MulticastPacket) message).hopLimit();
    }

    @Override
    public UnsupportedOperationException refusal() {
        return ForeignChannels.refusal("a channel without batches (isBatching)");
    }
}
