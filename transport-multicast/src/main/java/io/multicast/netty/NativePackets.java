package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.packet.PacketCalls;
import io.multicast.netty.internal.packet.ReceiveBatch;
import io.multicast.netty.internal.packet.SendBatch;
import io.multicast.netty.internal.platform.PacketPlatform;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/** Many datagrams per call. The native memory belongs to the thread and serves all its channels. */
final class NativePackets implements PacketIo {
    private static final FastThreadLocal<ReceiveBatch> RECEIVING = new FastThreadLocal<>() {
        @Override
        protected ReceiveBatch initialValue() {
            return new ReceiveBatch(calls());
        }
    };
    private static final FastThreadLocal<SendBatch> SENDING = new FastThreadLocal<>() {
        @Override
        protected SendBatch initialValue() {
            return new SendBatch(calls());
        }
    };

    private final PacketReader reader;
    private final PacketWriter writer;
    private final PacketSettings settings;
    private final PacketPlatform platform;

    private NativePackets(MulticastDatagramChannel channel, NativeSocket socket, PacketPlatform platform) {
        this.platform = platform;
        reader = new PacketReader(channel, socket, RECEIVING);
        settings = new PacketSettings(socket, reader);
        writer = new PacketWriter(channel, socket, SENDING);
    }

    private static PacketCalls calls() {
        PacketPlatform platform = PacketPlatform.current();
        if (platform == null) {
            throw new IllegalStateException("this system has no batched datagram calls");
        }
        return platform.calls();
    }

    /** For that channel's socket; null where the system or the JVM has no way. */
    static @Nullable NativePackets open(MulticastDatagramChannel channel) {
        PacketPlatform platform = PacketPlatform.current();
        if (platform == null || !Multicast.isAvailable()) {
            return null;
        }
        ChannelSocket socket = Multicast.of(channel).socket();
        try {
            SocketHandle handle = socket.open(() -> socket.failure().operation("find the socket"));
            onlyOwnGroups(socket, handle);
            return new NativePackets(
                    channel, new NativeSocket(handle, platform, socket.table().errnos()), platform);
        } catch (MulticastException e) {
            return null;
        }
    }

    /** As Netty's native channels do, and the JDK since version 25. A kernel that has no such option refuses it. */
    private static void onlyOwnGroups(ChannelSocket socket, SocketHandle handle) {
        OptionRow row = socket.table().options().get(OptionKey.IPV6_MULTICAST_ALL);
        if (row != null && handle.family().speaks(Family.IPV6)) {
            socket.options().set(handle.value(), row, 0);
        }
    }

    PacketSettings settings() {
        return settings;
    }

    long rejected() {
        return reader.rejected();
    }

    long truncatedFacts() {
        return reader.truncatedFacts();
    }

    boolean isBatching() {
        return platform.calls().isBatching();
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
