package io.multicast.netty;

import io.multicast.netty.internal.packet.ControlMessages;
import io.multicast.netty.internal.packet.PacketOwner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A {@link MulticastDatagramChannel} as those see it who read and write for it. */
final class PacketFace implements PacketOwner {
    private final MulticastDatagramChannel channel;

    PacketFace(MulticastDatagramChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public InetSocketAddress localAddress() {
        return channel.localAddress();
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public ByteBufAllocator alloc() {
        return channel.alloc();
    }

    @Override
    public boolean isAutoRead() {
        return channel.config().isAutoRead();
    }

    @Override
    public int writeSpinCount() {
        return channel.config().getWriteSpinCount();
    }

    @Override
    public DatagramPacket packet(
            ByteBuf content,
            InetSocketAddress recipient,
            @Nullable InetSocketAddress sender,
            ControlMessages facts,
            boolean truncated,
            boolean drops) {
        return new MulticastPacket(
                content,
                recipient,
                sender,
                facts.interfaceIndex(),
                facts.hopLimit(),
                facts.trafficClass(),
                truncated,
                drops ? facts.drops() : MulticastPacket.UNKNOWN);
    }

    @Override
    public void handOn(DatagramPacket packet) {
        channel.handOn(packet);
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
