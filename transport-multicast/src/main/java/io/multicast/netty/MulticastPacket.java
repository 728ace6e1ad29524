package io.multicast.netty;

import io.multicast.netty.internal.platform.Platforms;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A datagram with what the kernel tells about it; every message that {@link MulticastDatagramChannel} reads is one.
 *
 * <p>Received, the {@linkplain #recipient() recipient} is the address that it was sent to, a group or an address of this
 * host, with {@link MulticastChannelOption#RECVPKTINFO}; without, it is the channel's local address. The content may be a
 * slice of a buffer that it shares with others: one that is kept for long should be copied.
 *
 * <p>To be sent, it may say by which interface, from which source address and with which hop limit it leaves, in place of
 * the channel's options:
 *
 * <pre>{@code
 * channel.write(new MulticastPacket(content, group).withInterface(3).withHopLimit(255));
 * channel.write(request.reply(content)); // by the interface that the request came in on
 * }</pre>
 *
 * <p>Only {@code MulticastDatagramChannel} on Linux heeds these. Written to another channel such a packet fails its write,
 * rather than leave by the wrong interface; a packet without them is sent by any channel, as the {@code DatagramPacket} that
 * it is.
 */
public final class MulticastPacket extends DatagramPacket {
    /** What {@link #hopLimit()}, {@link #trafficClass()} and {@link #drops()} answer when it is not known. */
    public static final int UNKNOWN = -1;

    // small, for there is one for each datagram
    private final int interfaceIndex;
    private final int drops;
    private final boolean dropsKnown;
    private final boolean truncated;
    private final boolean directed; // it was said how it is to leave
    private final short hopLimit;
    private final short trafficClass;

    /**
     * A datagram to be sent as the channel's options say.
     *
     * @param content what to send
     * @param recipient where to
     */
    public MulticastPacket(ByteBuf content, InetSocketAddress recipient) {
        this(content, recipient, null, 0, UNKNOWN, UNKNOWN, false, UNKNOWN, false);
    }

    MulticastPacket(
            ByteBuf content,
            @Nullable InetSocketAddress recipient,
            @Nullable InetSocketAddress sender,
            int interfaceIndex,
            int hopLimit,
            int trafficClass,
            boolean truncated,
            long drops) {
        this(content, recipient, sender, interfaceIndex, hopLimit, trafficClass, truncated, drops, false);
    }

    private MulticastPacket(
            ByteBuf content,
            @Nullable InetSocketAddress recipient,
            @Nullable InetSocketAddress sender,
            int interfaceIndex,
            int hopLimit,
            int trafficClass,
            boolean truncated,
            long drops,
            boolean directed) {
        super(content, recipient, sender);
        this.interfaceIndex = interfaceIndex;
        this.hopLimit = (short) hopLimit;
        this.trafficClass = (short) trafficClass;
        this.truncated = truncated;
        this.drops = (int) drops;
        dropsKnown = drops != UNKNOWN;
        this.directed = directed;
    }

    /**
     * The same content to be sent by that interface. The content is shared, not retained.
     *
     * @param index the interface index, 1 or more; 0 leaves the choice to the channel's options
     * @return a packet that replaces this one
     * @throws IllegalArgumentException when it is negative
     */
    public MulticastPacket withInterface(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("an interface index is 0 or more, not " + index);
        }
        return with(content(), sender(), index, hopLimit, true);
    }

    /**
     * The same content to be sent with that TTL or hop limit, whatever the recipient. The content is shared, not retained.
     *
     * @param hops 1 to 255; 0 for IPv6 only; {@link #UNKNOWN} leaves it to the channel's options
     * @return a packet that replaces this one
     * @throws IllegalArgumentException when it is out of range
     */
    public MulticastPacket withHopLimit(int hops) {
        if (hops < UNKNOWN || hops > 255) {
            throw new IllegalArgumentException("a hop limit is 0 to 255, not " + hops);
        }
        return with(content(), sender(), interfaceIndex, hops, true);
    }

    /**
     * The same content to be sent from that address, one of this host. The port stays the channel's. The content is
     * shared, not retained.
     *
     * @param source the source address, or null for the system's choice; it becomes the {@link #sender()}
     * @return a packet that replaces this one
     */
    public MulticastPacket withSource(@Nullable InetSocketAddress source) {
        return with(content(), source, interfaceIndex, hopLimit, true);
    }

    /**
     * An answer to this received packet: to its sender, by the interface that it came in on, and from the address that it
     * was sent to unless that was a group. As far as these are known.
     *
     * @param answer the content of the answer
     * @return a packet to be sent
     */
    public MulticastPacket reply(ByteBuf answer) {
        InetSocketAddress source =
                interfaceIndex == 0 || recipient().getAddress().isMulticastAddress() ? null : recipient();
        boolean byInterface = interfaceIndex != 0;
        return new MulticastPacket(
                answer, sender(), source, interfaceIndex, UNKNOWN, UNKNOWN, false, UNKNOWN, byInterface);
    }

    private MulticastPacket with(
            ByteBuf content, @Nullable InetSocketAddress sender, int index, int hops, boolean isDirected) {
        return new MulticastPacket(
                content, target(), sender, index, hops, trafficClass, truncated, drops(), isDirected);
    }

    boolean isDirected() {
        return directed;
    }

    /** The recipient, for a channel that heeds how the packet is to leave. */
    @Nullable
    InetSocketAddress target() {
        return super.recipient();
    }

    /**
     * Where it is to go, or was sent to.
     *
     * @return the address
     * @throws UnsupportedOperationException to a channel that asks in order to send it, and would not heed how it is to leave
     */
    @Override
    public InetSocketAddress recipient() {
        if (directed) {
            ForeignChannels.refuseCaller();
        }
        return super.recipient();
    }

    /**
     * The interface that it came in on or is to leave by.
     *
     * @return the interface index; 0 when not known, see {@link MulticastChannelOption#RECVPKTINFO}
     */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /**
     * The name of that interface, asked of the system at each call.
     *
     * @return the name; null when the index is not known or the interface is gone
     */
    public @Nullable String interfaceName() {
        return interfaceIndex == 0 ? null : Platforms.current().names().nameOf(interfaceIndex);
    }

    /**
     * The TTL or hop limit that it came with or is to leave with.
     *
     * @return 0 to 255; {@link #UNKNOWN} when not known, see {@link MulticastChannelOption#RECVHOPLIMIT}
     */
    public int hopLimit() {
        return hopLimit;
    }

    /**
     * The type of service or traffic class that it came with.
     *
     * @return 0 to 255; {@link #UNKNOWN} when not known, see {@link MulticastChannelOption#RECVTCLASS}
     */
    public int trafficClass() {
        return trafficClass;
    }

    /**
     * Whether it was longer than the buffer, so that its end is lost. Always known on Linux, never elsewhere; see {@code
     * ChannelOption.RECVBUF_ALLOCATOR} for the size of the buffer.
     *
     * @return true when something is missing
     */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * How many datagrams the socket had dropped for want of room when this one was queued, since it was opened.
     *
     * @return the count, modulo 2^32; {@link #UNKNOWN} when not known, see {@link MulticastChannelOption#SO_RXQ_OVFL}
     */
    public long drops() {
        return dropsKnown ? Integer.toUnsignedLong(drops) : UNKNOWN;
    }

    @Override
    public MulticastPacket copy() {
        return replace(content().copy());
    }

    @Override
    public MulticastPacket duplicate() {
        return replace(content().duplicate());
    }

    @Override
    public MulticastPacket retainedDuplicate() {
        return replace(content().retainedDuplicate());
    }

    @Override
    public MulticastPacket replace(ByteBuf content) {
        return with(content, sender(), interfaceIndex, hopLimit, directed);
    }

    @Override
    public MulticastPacket retain() {
        super.retain();
        return this;
    }

    @Override
    public MulticastPacket retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public MulticastPacket touch() {
        super.touch();
        return this;
    }

    @Override
    public MulticastPacket touch(Object hint) {
        super.touch(hint);
        return this;
    }
}
