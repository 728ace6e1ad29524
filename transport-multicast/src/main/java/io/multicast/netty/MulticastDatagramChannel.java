package io.multicast.netty;

import io.multicast.netty.internal.packet.JavaPackets;
import io.multicast.netty.internal.packet.NativePackets;
import io.multicast.netty.internal.packet.PacketIo;
import io.multicast.netty.internal.packet.PacketMessages;
import io.multicast.netty.internal.packet.PacketSocket;
import io.multicast.netty.internal.packet.WritePause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.UncheckedBooleanSupplier;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A datagram channel that tells where each packet came from. It runs on the event loops of Netty's NIO transport, 4.1 and
 * 4.2, and reads and writes many datagrams per system call.
 *
 * <pre>{@code
 * new Bootstrap().group(group).channel(MulticastDatagramChannel.class)
 *         .option(ChannelOption.SO_REUSEADDR, true)
 *         .option(IP_MULTICAST_TTL, 4)
 *         .option(RECVPKTINFO, true)
 *         .handler(...)   // gets MulticastPackets
 * }</pre>
 *
 * <p><b>Messages.</b> It reads {@link MulticastPacket}s; it writes them and everything that Netty's datagram channels write:
 * {@code DatagramPacket}, {@code AddressedEnvelope}, on a connected channel {@code ByteBuf}, and on Linux {@code
 * SegmentedDatagramPacket}, which the kernel cuts into its segments. An empty datagram is sent if it has a recipient; an
 * empty {@code ByteBuf} alone completes without one, as with Netty's channels.
 *
 * <p><b>Options.</b> {@code Bootstrap.option} and {@link #config()} take every {@link MulticastChannelOption}, and Netty's
 * datagram options with the meaning that their names have: {@code IP_MULTICAST_TTL} is that of groups, for each family that
 * the socket speaks; {@code IP_MULTICAST_IF} is set by index, for each family. One that is refused fails the bind. Before
 * the channel is registered they are set on the calling thread, for nothing else can use the channel then; afterwards
 * another thread waits for the event loop, unless it is one itself, to which a {@code BlockingOperationException} is thrown.
 *
 * <p><b>Reading.</b> {@code RECVBUF_ALLOCATOR} tells the room for one datagram, 2,048 bytes by default; the content of up to 64
 * is read into one buffer from the channel's allocator, and each packet is a slice that keeps the whole buffer. {@code
 * MAX_MESSAGES_PER_READ} is 64 by default; with 1 each packet has its own buffer.
 *
 * <p><b>Systems.</b> On Linux everything works. On macOS, FreeBSD and Windows, and where the socket's handle can't be had
 * ({@link #isBatching()}), datagrams pass one by one through the JDK; destination, interface, hop limit, traffic class and
 * truncation are absent then, and the options for them are not supported. (Windows could tell some of them by WSARecvMsg; this
 * channel does not ask.)
 */
public final class MulticastDatagramChannel extends GroupsDatagramChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(true, 64);

    private final MulticastDatagramChannelConfig config;
    private final PacketIo io;
    private final @Nullable NativePackets packets;
    private final @Nullable PacketSettings settings;
    private final PacketMessages outgoing = new PacketMessages(OutgoingPackets.INSTANCE);
    private final WritePause pause = new WritePause(this, () -> unsafe().forceFlush());
    private boolean readWanted; // AbstractNioChannel's own can't be cleared without a change of the selection key
    private boolean inputShutdown;

    /** Opens a channel of the system's default family: dual-stack where there is IPv6. */
    public MulticastDatagramChannel() {
        this((ProtocolFamily) null);
    }

    /**
     * Opens a channel of that family.
     *
     * @param family {@code StandardProtocolFamily.INET} for IPv4, {@code INET6} for both IPv6 and IPv4; of other types (such
     *     as Netty's) the one with that name; null for the system's default
     * @throws ChannelException when the system can't open one
     */
    public MulticastDatagramChannel(@Nullable ProtocolFamily family) {
        this(open(family), isIpv4(family), true);
    }

    MulticastDatagramChannel(DatagramChannel socket, boolean ipv4, boolean batching) {
        super(socket, ipv4);
        config = new MulticastDatagramChannelConfig(this, socket.socket());
        PacketFace face = new PacketFace(this);
        PacketSocket batched = batching ? BatchedSocket.of(this) : null;
        packets = batched == null ? null : new NativePackets(face, OutgoingPackets.INSTANCE, batched);
        settings = packets == null ? null : new PacketSettings(packets);
        io = packets == null ? new JavaPackets(face, outgoing, socket) : packets;
    }

    /**
     * Whether it reads and writes many datagrams per call. Where a security policy refuses the calls for that (as old
     * container hosts do), datagrams go one by one, still with all that the kernel tells about each; that is found out by the
     * first of them and logged once.
     *
     * @return false on systems other than Linux, where the socket's handle can't be had, and once a call was refused
     */
    public boolean isBatching() {
        return packets != null && packets.isBatching();
    }

    /**
     * How many datagrams came with less told about them than was asked for, because the kernel had no room to write it
     * (MSG_CTRUNC). Guards keep those out whose facts are missing. May be read on any thread.
     *
     * @return the count since the channel was opened; the first is also logged
     */
    public long truncatedFacts() {
        return packets == null ? 0 : packets.truncatedFacts();
    }

    /**
     * How many datagrams the guards have kept from the pipeline: {@link MulticastChannelOption#ACCEPT_DESTINATIONS}, {@link
     * MulticastChannelOption#ACCEPT_INTERFACES}, {@link MulticastChannelOption#ACCEPT_HOP_LIMIT}. May be read on any thread.
     *
     * @return the count since the channel was opened
     */
    public long rejected() {
        return packets == null ? 0 : packets.rejected();
    }

    @Nullable
    PacketSettings settings() {
        return settings;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public DatagramChannelConfig config() {
        return config;
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        return outgoing.prepare(message, content -> direct(message, content), packets != null);
    }

    /** {@code newDirectBuffer} gives a heap buffer back as it is when the allocator is not pooled. */
    private ByteBuf direct(Object message, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf direct = alloc().directBuffer(length).writeBytes(content, content.readerIndex(), length);
        ReferenceCountUtil.safeRelease(message);
        return direct;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer messages) throws Exception {
        bindIfUnbound();
        int most = maxMessagesPerWrite();
        while (most > 0 && isOpen() && messages.current() != null) {
            try {
                int done = io.send(messages, most);
                if (done == PacketIo.NO_BUFFERS) {
                    pause.begin();
                    wakeWhenWritable(false);
                    return;
                }
                pause.end();
                if (done == PacketIo.NO_ROOM) {
                    break;
                }
                most -= done;
            } catch (Exception e) { // the others go to other recipients
                messages.remove(e);
                most--;
            }
        }
        wakeWhenWritable(!messages.isEmpty());
    }

    @SuppressWarnings("deprecation") // what 4.2 wants instead is not in 4.1
    private void wakeWhenWritable(boolean wanted) {
        SelectionKey key = isOpen() ? selectionKey() : null;
        if (key == null || !key.isValid()) {
            return; // closed by a listener
        }
        int now = key.interestOps();
        int then = wanted ? now | SelectionKey.OP_WRITE : now & ~SelectionKey.OP_WRITE;
        if (now != then) {
            key.interestOps(then);
        }
    }

    @Override
    protected void doBeginRead() throws Exception {
        if (!inputShutdown) {
            super.doBeginRead();
            readWanted = true;
            if (io.isHolding()) {
                eventLoop().execute(this::readHeld);
            }
        }
    }

    private void readHeld() {
        if (readWanted && io.isHolding() && isOpen()) {
            unsafe().read();
        }
    }

    @Override
    protected void doClose() throws Exception {
        super.doClose();
        io.close();
    }

    /** Gives a received packet to the pipeline. */
    void handOn(DatagramPacket packet) {
        readWanted = false;
        pipeline().fireChannelRead(packet);
    }

    void stopReading() {
        readWanted = false;
        clearReadPending();
    }

    @Override
    protected AbstractNioUnsafe newUnsafe() {
        return new PacketUnsafe();
    }

    private final class PacketUnsafe extends AbstractNioUnsafe {
        @Override
        public void read() {
            assert eventLoop().inEventLoop();
            RecvByteBufAllocator.ExtendedHandle handle = (RecvByteBufAllocator.ExtendedHandle) recvBufAllocHandle();
            handle.reset(config);
            Throwable failure = null;
            try {
                try {
                    receive(handle);
                } catch (Throwable e) {
                    failure = e;
                }
                io.receiveComplete();
                handle.readComplete();
                pipeline().fireChannelReadComplete();
                if (failure != null) {
                    fail(failure);
                }
            } finally {
                if (!readWanted && !config.isAutoRead()) {
                    removeReadOp();
                }
            }
        }

        private void receive(RecvByteBufAllocator.ExtendedHandle handle) throws Exception {
            int most = config.maxMessagesPerRead();
            int left = most;
            do {
                int taken = io.receive(left, handle);
                handle.incMessagesRead(taken);
                left = most > 1 ? left - taken : 1;
            } while (left > 0
                    && isOpen()
                    && io.mayHaveMore()
                    && handle.continueReading(UncheckedBooleanSupplier.TRUE_SUPPLIER));
        }

        /** Errors of a peer (ICMP) end nothing: others still send. */
        private void fail(Throwable failure) {
            boolean ends = !isActive() || !(failure instanceof SocketException);
            pipeline().fireExceptionCaught(failure);
            if (ends) {
                inputShutdown = true;
                if (isOpen()) {
                    close(voidPromise());
                }
            }
        }
    }
}
