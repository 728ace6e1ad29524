package io.multicast.netty.internal.packet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends batches. */
final class PacketWriter implements ChannelOutboundBuffer.MessageProcessor {
    private final PacketOwner channel;
    private final PacketMessages outgoing;
    private final Departures departures;
    private final PacketSocket socket;
    private final @Nullable Object[] collected = new Object[SendBatch.SIZE];
    private @Nullable SendBatch batch; // while messages are collected
    private int most;

    PacketWriter(PacketOwner channel, Departures departures, PacketSocket socket) {
        this.departures = departures;
        outgoing = new PacketMessages(departures);
        this.channel = channel;
        this.socket = socket;
    }

    int send(ChannelOutboundBuffer messages, int limit) throws Exception {
        SendBatch into = socket.system().sendBatch();
        into.clear();
        batch = into;
        most = Math.min(limit, SendBatch.SIZE);
        try {
            messages.forEachFlushedMessage(this);
            return into.count() == 0 ? passOver(messages) : send(messages, into);
        } finally {
            batch = null;
            Arrays.fill(collected, 0, into.count(), null);
        }
    }

    /** The first one needs no sending, being empty without a recipient or cancelled; or can't be sent. */
    private int passOver(ChannelOutboundBuffer messages) {
        if (outgoing.recipient(messages.current()) != null) {
            throw new UnsupportedAddressTypeException(); // of the other family
        }
        messages.remove();
        return 1;
    }

    private int send(ChannelOutboundBuffer messages, SendBatch from) throws Exception {
        int tries = Math.max(1, channel.writeSpinCount());
        for (int i = 0; i < tries; i++) {
            int sent = from.send(socket.handle());
            if (sent > 0) {
                remove(messages, sent);
                return sent;
            }
            if (-sent == socket.table().noBuffers()) {
                return PacketIo.NO_BUFFERS;
            }
            if (-sent != socket.table().again() && -sent != socket.table().interrupted()) {
                advance(messages, 0);
                throw failure(-sent, outgoing.recipient(messages.current()));
            }
        }
        return PacketIo.NO_ROOM;
    }

    private void remove(ChannelOutboundBuffer messages, int sent) {
        for (int i = 0; i < sent && messages.current() != null; i++) { // a listener may close the channel
            advance(messages, i);
            messages.remove();
        }
    }

    /** Cancelled messages still stand between those that were collected. */
    @SuppressWarnings("ReferenceEquality") // the very message
    private void advance(ChannelOutboundBuffer messages, int to) {
        while (messages.current() != null && messages.current() != collected[to]) {
            messages.remove();
        }
    }

    private Exception failure(int errno, @Nullable InetSocketAddress recipient) {
        return recipient == null && !channel.isConnected()
                ? new NotYetConnectedException()
                : socket.error(errno, "send to " + (recipient == null ? channel.remoteAddress() : recipient));
    }

    /** Collects one message. False ends the batch before it. */
    @Override
    public boolean processMessage(Object message) {
        SendBatch into = batch;
        if (into == null || into.count() >= most) {
            return false;
        }
        int before = into.count();
        try {
            if (!collect(message, into)) {
                return false;
            }
        } catch (RuntimeException e) { // such as one whose buffer was released
            into.cut(before);
            if (before > 0) {
                return false; // it will be the first of the next batch, and fail alone
            }
            throw e;
        }
        collected[before] = message;
        return into.count() < most;
    }

    private boolean collect(Object message, SendBatch into) {
        ByteBuf content = PacketMessages.content(message);
        InetSocketAddress recipient = outgoing.recipient(message);
        int length = content.readableBytes();
        if (recipient == null ? length == 0 : !socket.isInet6() && !isIpv4(recipient)) {
            return false;
        }
        long address = length == 0 ? 0 : PacketMessages.address(content, content.readerIndex(), length, socket.calls());
        into.add(address, length, recipient, socket.isInet6());
        if (departures.canSay(message)) {
            addControls(into, message, recipient);
        } else {
            int segment = PacketMessages.segmentSize(message);
            if (segment != 0) {
                into.segment(segment);
            }
        }
        return true;
    }

    private void addControls(SendBatch into, Object message, @Nullable InetSocketAddress recipient) {
        InetSocketAddress to = recipient == null ? channel.remoteAddress() : recipient;
        if (to == null) {
            return;
        }
        boolean ipv4 = isIpv4(to);
        int index = departures.interfaceIndex(message);
        InetAddress from = departures.source(message);
        if (index != 0 || from != null) {
            into.source(ipv4, index, from);
        }
        int hopLimit = departures.hopLimit(message);
        if (hopLimit >= 0) {
            into.hopLimit(ipv4, hopLimit);
        }
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }
}
