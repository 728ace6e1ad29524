package io.multicast.netty;

import io.multicast.netty.internal.packet.SendBatch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** Sends batches. */
final class PacketWriter implements ChannelOutboundBuffer.MessageProcessor {
    private final MulticastDatagramChannel channel;
    private final NativeSocket socket;
    private final FastThreadLocal<SendBatch> batches;
    private @Nullable SendBatch batch; // while messages are collected
    private int most;

    PacketWriter(MulticastDatagramChannel channel, NativeSocket socket, FastThreadLocal<SendBatch> batches) {
        this.channel = channel;
        this.socket = socket;
        this.batches = batches;
    }

    int send(ChannelOutboundBuffer messages, int limit) throws Exception {
        SendBatch collected = batches.get();
        collected.clear();
        batch = collected;
        most = Math.min(limit, SendBatch.SIZE);
        messages.forEachFlushedMessage(this);
        batch = null;
        if (collected.count()
                == 0) { // an empty buffer without a recipient is done, a recipient of the other family not
            InetSocketAddress recipient = PacketMessages.recipient(messages.current());
            if (recipient != null) {
                throw new UnsupportedAddressTypeException();
            }
            return 1;
        }
        return send(collected, PacketMessages.recipient(messages.current()));
    }

    private int send(SendBatch collected, @Nullable InetSocketAddress first) throws Exception {
        int tries = Math.max(1, channel.config().getWriteSpinCount());
        for (int i = 0; i < tries; i++) {
            int sent = collected.send(socket.handle());
            if (sent > 0) {
                return sent;
            }
            if (!isTemporary(-sent)) {
                if (first == null && !channel.isConnected()) {
                    throw new NotYetConnectedException();
                }
                throw socket.error(-sent, "send to " + (first == null ? channel.remoteAddress() : first));
            }
        }
        return 0;
    }

    private boolean isTemporary(int errno) {
        return errno == socket.table().again()
                || errno == socket.table().noBuffers()
                || errno == socket.table().interrupted();
    }

    /** Collects one message. False ends the batch before it. */
    @Override
    public boolean processMessage(Object message) {
        SendBatch into = batch;
        if (into == null || into.count() >= most) {
            return false;
        }
        ByteBuf content = PacketMessages.content(message);
        InetSocketAddress recipient = PacketMessages.recipient(message);
        int length = content.readableBytes();
        if (recipient == null ? length == 0 : !socket.isInet6() && !isIpv4(recipient)) {
            return false;
        }
        long address = length == 0 ? 0 : PacketMessages.address(content, content.readerIndex(), length, socket.calls());
        into.add(address, length, recipient, socket.isInet6());
        if (message instanceof MulticastPacket packet) {
            addControls(into, packet);
        } else {
            int segment = PacketMessages.segmentSize(message);
            if (segment != 0) {
                into.segment(segment);
            }
        }
        return into.count() < most;
    }

    private void addControls(SendBatch into, MulticastPacket packet) {
        InetSocketAddress recipient = packet.recipient() == null ? channel.remoteAddress() : packet.recipient();
        if (recipient == null) {
            return;
        }
        boolean ipv4 = isIpv4(recipient);
        InetSocketAddress source = packet.sender();
        InetAddress from = source == null || source.getAddress().isAnyLocalAddress() ? null : source.getAddress();
        if (packet.interfaceIndex() != 0 || from != null) {
            into.source(ipv4, packet.interfaceIndex(), from);
        }
        if (packet.hopLimit() != MulticastPacket.UNKNOWN) {
            into.hopLimit(ipv4, packet.hopLimit());
        }
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }
}
