package io.multicast.netty.internal.packet;

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
public final class JavaPackets implements PacketIo {
    private static final ControlMessages NOTHING = new ControlMessages(new Structs(Long.BYTES));

    private final PacketOwner channel;
    private final PacketMessages messagesOf;
    private final DatagramChannel java;
    private boolean mayHaveMore;

    /** For that channel's socket. */
    public JavaPackets(PacketOwner channel, PacketMessages messagesOf, DatagramChannel java) {
        this.channel = channel;
        this.messagesOf = messagesOf;
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
        mayHaveMore = sender != null;
        if (sender == null) {
            data.release();
            return 0;
        }
        handle.lastBytesRead(Math.max(1, data.readableBytes()));
        channel.handOn(channel.packet(data, channel.localAddress(), sender, NOTHING, false, false));
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
        return mayHaveMore;
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
        SocketAddress recipient = messagesOf.recipient(message);
        if (recipient == null && !data.isReadable()) {
            messages.remove();
            return 1;
        }
        ByteBuffer bytes = data.nioBuffer();
        int tries = Math.max(1, channel.writeSpinCount());
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
