package io.multicast.netty.internal.packet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.DefaultAddressedEnvelope;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be written to a packet channel. */
public final class PacketMessages {
    private static final boolean SEGMENTED = isPresent("io.netty.channel.unix.SegmentedDatagramPacket");

    private final Departures departures;

    /** With what only the channel knows of its messages. */
    public PacketMessages(Departures departures) {
        this.departures = departures;
    }

    /**
     * The message as it can be sent: its content in one direct buffer.
     *
     * @param direct copies a buffer of the message into a direct one and releases the message
     * @param segments whether the kernel can be asked to cut it
     */
    public Object prepare(Object message, Function<ByteBuf, ByteBuf> direct, boolean segments) {
        if (!segments && departures.isDirected(message)) {
            throw departures.refusal();
        }
        // classes before interfaces: their check is one comparison
        if (message instanceof DatagramPacket packet
                && isSingleDirect(packet.content())
                && isResolved(recipient(packet))
                && (segments || segmentSize(packet) == 0)) {
            return packet;
        }
        if (message instanceof ByteBuf buffer) {
            return isSingleDirect(buffer) ? buffer : direct.apply(buffer);
        }
        if (!(message instanceof AddressedEnvelope<?, ?> envelope)
                || !(envelope.content() instanceof ByteBuf content)
                || (!segments && segmentSize(message) != 0)) {
            throw unsupported(message);
        }
        SocketAddress recipient = departures.canSay(message) ? departures.recipient(message) : envelope.recipient();
        if (recipient instanceof InetSocketAddress address && address.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        if (recipient != null && !(recipient instanceof InetSocketAddress)) {
            throw unsupported(message);
        }
        return isSingleDirect(content) ? message : replace(envelope, direct.apply(content));
    }

    private static boolean isResolved(@Nullable InetSocketAddress recipient) {
        return recipient == null || !recipient.isUnresolved();
    }

    private static boolean isSingleDirect(ByteBuf buffer) {
        return buffer.isDirect() && buffer.nioBufferCount() == 1;
    }

    private static Object replace(AddressedEnvelope<?, ?> envelope, ByteBuf content) {
        return envelope instanceof DatagramPacket packet
                ? packet.replace(content)
                : new DefaultAddressedEnvelope<>(content, envelope.recipient());
    }

    private static UnsupportedOperationException unsupported(Object message) {
        return new UnsupportedOperationException("unsupported message type: "
                + message.getClass().getName()
                + " (expected: DatagramPacket, AddressedEnvelope<ByteBuf, InetSocketAddress> or ByteBuf)");
    }

    static ByteBuf content(Object message) {
        if (message instanceof DatagramPacket packet) {
            return packet.content();
        }
        return message instanceof ByteBuf buffer ? buffer : (ByteBuf) ((AddressedEnvelope<?, ?>) message).content();
    }

    @Nullable
    InetSocketAddress recipient(Object message) {
        if (departures.canSay(message)) {
            return departures.recipient(message);
        }
        if (message instanceof DatagramPacket packet) {
            return packet.recipient();
        }
        return message instanceof AddressedEnvelope<?, ?> envelope ? (InetSocketAddress) envelope.recipient() : null;
    }

    /** The size of the datagrams that the content is to be cut into, or 0. */
    static int segmentSize(Object message) {
        return SEGMENTED ? Segments.size(message) : 0;
    }

    /** The address of a direct buffer's readable bytes; valid as long as the buffer is. */
    static long address(ByteBuf direct, int index, int length, PacketCalls calls) {
        if (direct.hasMemoryAddress()) {
            return direct.memoryAddress() + index;
        }
        ByteBuffer bytes = direct.internalNioBuffer(index, length);
        return calls.addressOf(bytes) + bytes.position();
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, PacketMessages.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only where Netty's native transports are on the class path. */
    private static final class Segments {
        static int size(Object message) {
            return message instanceof SegmentedDatagramPacket packet
                            && packet.segmentSize() < packet.content().readableBytes()
                    ? packet.segmentSize()
                    : 0;
        }
    }
}
