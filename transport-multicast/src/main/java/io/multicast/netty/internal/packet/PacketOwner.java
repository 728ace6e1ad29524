package io.multicast.netty.internal.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The channel that packets are read and written for. On its event loop. */
public interface PacketOwner {
    /** Whether it is open. */
    boolean isOpen();

    /** Whether it has one peer. */
    boolean isConnected();

    /** Where it is bound. */
    InetSocketAddress localAddress();

    /** Its one peer, or null. */
    @Nullable
    InetSocketAddress remoteAddress();

    /** Where its buffers come from. */
    ByteBufAllocator alloc();

    /** Whether it reads without being asked. */
    boolean isAutoRead();

    /** How often a write is tried at once. */
    int writeSpinCount();

    /**
     * A received packet as the channel's users see it; it takes the content over.
     *
     * @param facts what the kernel told beside it
     * @param drops whether that includes the drops
     */
    DatagramPacket packet(
            ByteBuf content,
            InetSocketAddress recipient,
            @Nullable InetSocketAddress sender,
            ControlMessages facts,
            boolean truncated,
            boolean drops);

    /** Gives a received packet to the pipeline. */
    void handOn(DatagramPacket packet);
}
