package io.multicast.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** One datagram per call, by the JDK, without what the kernel tells beside it: for systems without batches. */
final class JavaPackets implements PacketIo {
    private final MulticastDatagramChannel channel;
    private final DatagramChannel java;

    JavaPackets(MulticastDatagramChannel channel, DatagramChannel java) {
        this.channel = channel;
        this.java = java;
    }

    @Override
    public int receive(int most, RecvByteBufAllocator.ExtendedHandle handle) throws IOException {
        ByteBuf data = handle.allocate(channel.alloc());
        handle.attemptedBytesRead(data.writableBytes());
        InetSocketAddress sender;
        try {
            sender = receive(data);
        } catch (IOException | RuntimeException e) {
            data.release();
            throw e;
        }
        if (sender == null) {
            data.release();
            return 0;
        }
        handle.lastBytesRead(Math.max(1, data.readableBytes()));
        int unknown = MulticastPacket.UNKNOWN;
        channel.handOn(new MulticastPacket(data, channel.localAddress(), sender, 0, unknown, unknown, false, unknown));
        return 1;
    }

    private @Nullable InetSocketAddress receive(ByteBuf data) throws IOException {
        ByteBuffer room = data.internalNioBuffer(data.writerIndex(), data.writableBytes());
        int before = room.position();
        InetSocketAddress sender = (InetSocketAddress) java.receive(room);
        data.writerIndex(data.writerIndex() + room.position() - before);
        return sender;
    }

    @Override
    public boolean mayHaveMore() {
        return true;
    }

    @Override
    public void receiveComplete() {}

    @Override
    public boolean isHolding() {
        return false;
    }

    @Override
    public void close() {}

    @Override
    public int send(ChannelOutboundBuffer messages, int most) throws IOException {
        Object message = messages.current();
        ByteBuf data = PacketMessages.content(message);
        SocketAddress recipient = PacketMessages.recipient(message);
        if (recipient == null && !data.isReadable()) {
            messages.remove();
            return 1;
        }
        ByteBuffer bytes = data.nioBuffer();
        int tries = Math.max(1, channel.config().getWriteSpinCount());
        for (int i = 0; i < tries; i++) {
            int sent = recipient == null ? java.write(bytes) : java.send(bytes, recipient);
            if (sent > 0 || !data.isReadable()) {
                messages.remove();
                return 1;
            }
        }
        return NO_ROOM;
    }
}
