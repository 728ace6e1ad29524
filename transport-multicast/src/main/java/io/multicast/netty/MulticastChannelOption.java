package io.multicast.netty;

import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.packet.PacketFact;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.util.Set;

/**
 * The options that {@link MulticastInitializer} and {@link Multicast} set and read, each named by its standard name.
 *
 * <p>A {@link MulticastDatagramChannel} takes them like any other {@link ChannelOption}, from {@code Bootstrap.option} and its
 * {@code config()}. Netty's own channels do not know them: given to {@code Bootstrap.option} they would be ignored with a
 * warning. There give them to {@link MulticastInitializer.Builder#option} or {@link Multicast#set}.
 *
 * <p>IPv4 options work on AF_INET sockets and on dual-stack (AF_INET6) sockets, where they govern what is sent to IPv4
 * groups; IPv6 options need an AF_INET6 socket and fail on others with ENOPROTOOPT. A value is checked on the line where
 * it is written. All options may be set at any time while the channel is open; sending options act on datagrams sent
 * afterwards. Which options a system has is told by {@link Multicast#isSupported}.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("ClassInitializationDeadlock") // the subclasses are reached by way of this class alone
public abstract class MulticastChannelOption<T> extends ChannelOption<T> {
    /**
     * The time to live of IPv4 datagrams sent to groups. Value: 0 (not beyond this host) to 255. Initial value: 1 (the
     * local network). All systems. RFC 1112, section 6.1; ip(7).
     */
    public static final MulticastChannelOption<Integer> IP_MULTICAST_TTL =
            new IntegerOption(OptionKey.IP_MULTICAST_TTL, 0, 255);

    /**
     * The hop limit of IPv6 datagrams sent to groups. Value: 0 (not beyond this host) to 255. Initial value: 1. All
     * systems. RFC 3493, section 5.2; ipv6(7).
     */
    public static final MulticastChannelOption<Integer> IPV6_MULTICAST_HOPS =
            new IntegerOption(OptionKey.IPV6_MULTICAST_HOPS, 0, 255);

    /**
     * Whether IPv4 datagrams sent to groups are also delivered to members on this host. Initial value: true. On Linux,
     * macOS and FreeBSD it acts on the sender, on Windows on the receiver. On a dual-stack socket Linux ignores it and goes
     * by {@link #IPV6_MULTICAST_LOOP} for both families: {@link MulticastInitializer.Builder#loopback} sets both. Over
     * the loopback interface Linux delivers in any case. RFC 1112, section 6.1; ip(7).
     */
    public static final MulticastChannelOption<Boolean> IP_MULTICAST_LOOP =
            new BooleanOption(OptionKey.IP_MULTICAST_LOOP);

    /**
     * Whether IPv6 datagrams sent to groups are also delivered to members on this host; on a dual-stack socket on Linux
     * IPv4 ones as well. Initial value: true. Sender or receiver side as with {@link #IP_MULTICAST_LOOP}. RFC 3493,
     * section 5.2; ipv6(7).
     */
    public static final MulticastChannelOption<Boolean> IPV6_MULTICAST_LOOP =
            new BooleanOption(OptionKey.IPV6_MULTICAST_LOOP);

    /**
     * The interface that IPv4 datagrams to groups leave by. Initial value: {@link MulticastInterface#systemDefault()}.
     * Set by index, so an interface without an IPv4 address will do, and one that shares its address with another is not
     * mixed up. Linux does not tell an index that was set: what this API has set is remembered; what others set by address
     * is read from the kernel. The source address stays the kernel's choice: on Linux an address of that interface, or,
     * where it has none of more than host scope (as the loopback), another interface's; bind the channel to an address to
     * fix it. All systems. ip(7), {@code struct ip_mreqn}.
     */
    public static final MulticastChannelOption<MulticastInterface> IP_MULTICAST_IF =
            new InterfaceOption(OptionKey.IP_MULTICAST_IF);

    /**
     * The interface that IPv6 datagrams to groups leave by. Initial value: {@link MulticastInterface#systemDefault()}. A
     * datagram to a group with a scope id ({@code ff02::1%eth1}) goes by that. All systems. RFC 3493, section 5.2; ipv6(7).
     */
    public static final MulticastChannelOption<MulticastInterface> IPV6_MULTICAST_IF =
            new InterfaceOption(OptionKey.IPV6_MULTICAST_IF);

    /**
     * Whether a wildcard-bound socket also receives IPv4 groups that only other sockets of the host have joined. Initial
     * value: true on AF_INET, false on AF_INET6 sockets; Netty's epoll and io_uring and the JDK turn it off. Linux 2.6.31
     * and later. ip(7).
     */
    public static final MulticastChannelOption<Boolean> IP_MULTICAST_ALL =
            new BooleanOption(OptionKey.IP_MULTICAST_ALL);

    /**
     * The same for IPv6 groups. Initial value: true; Netty's epoll and io_uring turn it off, the JDK since version 25 (NIO
     * on JDK 17 leaves it on), and so does {@link MulticastDatagramChannel}. Linux 4.20 and later. {@code linux/in6.h}.
     */
    public static final MulticastChannelOption<Boolean> IPV6_MULTICAST_ALL =
            new BooleanOption(OptionKey.IPV6_MULTICAST_ALL);

    /**
     * The time to live of IPv4 datagrams sent to single hosts. Value: 1 to 255 (RFC 6762, section 11, wants 255). Initial
     * value: the system's, mostly 64. All systems. ip(7).
     */
    public static final MulticastChannelOption<Integer> IP_TTL = new IntegerOption(OptionKey.IP_TTL, 1, 255);

    /**
     * The hop limit of IPv6 datagrams sent to single hosts. Value: 0 to 255. Initial value: the system's, mostly 64. All
     * systems. RFC 3493, section 5.1; ipv6(7).
     */
    public static final MulticastChannelOption<Integer> IPV6_UNICAST_HOPS =
            new IntegerOption(OptionKey.IPV6_UNICAST_HOPS, 0, 255);

    /**
     * The type of service of IPv4 datagrams: six bits of DSCP, two of ECN. Value: 0 to 255. Initial value: 0. All systems;
     * Windows accepts and ignores it. RFC 2474, RFC 3168; ip(7).
     */
    public static final MulticastChannelOption<Integer> IP_TOS = new IntegerOption(OptionKey.IP_TOS, 0, 255);

    /**
     * The traffic class of IPv6 datagrams: six bits of DSCP, two of ECN. Value: 0 to 255. Initial value: 0. Linux, macOS,
     * FreeBSD; on Windows by the number that the JDK uses, not shown to have an effect, and not among the options that
     * Microsoft documents. RFC 3542, section 6.5; ipv6(7).
     */
    public static final MulticastChannelOption<Integer> IPV6_TCLASS = new IntegerOption(OptionKey.IPV6_TCLASS, 0, 255);

    /**
     * All memberships of the channel, as one set. Setting it joins what is new, leaves what is not in it any more and
     * changes filters where they differ; what stays is not touched. When a part fails the others are taken back and the
     * set is as before. Reading it gives {@link Multicast#memberships()}. Initial value: none. All systems.
     */
    public static final MulticastChannelOption<Set<Membership>> MEMBERSHIPS = new MembershipsOption();

    /**
     * Whether each {@link MulticastPacket} tells its destination and its interface. Initial value: false; then it costs
     * nothing. {@link MulticastDatagramChannel} on Linux alone. RFC 3542, section 6.2; IP_PKTINFO, IPV6_RECVPKTINFO.
     */
    public static final MulticastChannelOption<Boolean> RECVPKTINFO =
            new PacketFactOption("RECVPKTINFO", PacketFact.DESTINATION);

    /**
     * Whether each {@link MulticastPacket} tells its TTL or hop limit. Initial value: false; then it costs nothing. {@link
     * MulticastDatagramChannel} on Linux alone. RFC 3542, section 6.3; IP_RECVTTL, IPV6_RECVHOPLIMIT.
     */
    public static final MulticastChannelOption<Boolean> RECVHOPLIMIT =
            new PacketFactOption("RECVHOPLIMIT", PacketFact.HOP_LIMIT);

    /**
     * Whether each {@link MulticastPacket} tells its type of service or traffic class. Initial value: false; then it costs
     * nothing. {@link MulticastDatagramChannel} on Linux alone. RFC 3542, section 6.5; IP_RECVTOS, IPV6_RECVTCLASS.
     */
    public static final MulticastChannelOption<Boolean> RECVTCLASS =
            new PacketFactOption("RECVTCLASS", PacketFact.TRAFFIC_CLASS);

    /**
     * Whether each {@link MulticastPacket} tells how many the socket had dropped for want of room. Initial value: false.
     * {@link MulticastDatagramChannel} on Linux alone. socket(7).
     */
    public static final MulticastChannelOption<Boolean> SO_RXQ_OVFL =
            new PacketFactOption("SO_RXQ_OVFL", PacketFact.DROPS);

    /**
     * Whether the kernel may hand over datagrams of one sender in one piece, as network cards and segmented sending merge
     * them. Handlers see no difference: each still gets its own {@link MulticastPacket}. Buffers take 64 KiB then. Initial
     * value: false. {@link MulticastDatagramChannel} on Linux 5.0 and later alone. udp(7).
     */
    public static final MulticastChannelOption<Boolean> UDP_GRO = new PacketFactOption("UDP_GRO", PacketFact.COALESCED);

    /**
     * A guard: packets sent to another address than these, groups or addresses of this host, do not reach the pipeline. A
     * wildcard-bound socket takes unicast datagrams, too, and groups that others have joined; this keeps them out. Initial
     * value: the empty set, which lets all pass. Turns {@link #RECVPKTINFO} on. {@link MulticastDatagramChannel} on Linux
     * alone; {@link MulticastDatagramChannel#rejected()} counts.
     */
    public static final MulticastChannelOption<Set<InetAddress>> ACCEPT_DESTINATIONS = new AcceptDestinationsOption();

    /**
     * A guard: packets that came in on another interface than these do not reach the pipeline. Initial value: the empty
     * set, which lets all pass. Names are looked up when it is set. Turns {@link #RECVPKTINFO} on. {@link
     * MulticastDatagramChannel} on Linux alone; {@link MulticastDatagramChannel#rejected()} counts.
     */
    public static final MulticastChannelOption<Set<MulticastInterface>> ACCEPT_INTERFACES =
            new AcceptInterfacesOption();

    /**
     * A guard: packets that came with a smaller TTL or hop limit do not reach the pipeline. With 255 only those pass that
     * no router has forwarded (RFC 6762, section 11; RFC 5082). Value: 0 to 255. Initial value: 0, which lets all pass.
     * Turns {@link #RECVHOPLIMIT} on. {@link MulticastDatagramChannel} on Linux alone; {@link
     * MulticastDatagramChannel#rejected()} counts.
     */
    public static final MulticastChannelOption<Integer> ACCEPT_HOP_LIMIT = new AcceptHopLimitOption();

    @SuppressWarnings("deprecation") // the way that Netty's own subclasses take
    MulticastChannelOption(String name) {
        super(name);
    }

    /**
     * Any other socket option, as bytes, on any channel that has a socket: datagram, stream or server. It is passed on as
     * it is and supported everywhere; the system answers whether it knows it.
     *
     * @param level the level, such as 0 for IPPROTO_IP; the number of this system
     * @param name the option's number on this system
     * @param length how many bytes to offer when reading; what is set has its own length, 0 included (a null pointer,
     *     as Windows wants for SO_UPDATE_CONNECT_CONTEXT)
     * @return an option whose value is the bytes in the system's byte order
     * @throws IllegalArgumentException when the length is negative
     */
    public static MulticastChannelOption<byte[]> raw(int level, int name, int length) {
        return new RawOption(level, name, length);
    }

    /**
     * Any other socket option whose value is another socket's handle, as Windows wants for SO_UPDATE_ACCEPT_CONTEXT. It
     * is passed in the width that the system has for one: a pointer's on Windows, an {@code int} elsewhere. It can't be
     * read.
     *
     * @param level the level; the number of this system
     * @param name the option's number on this system
     * @return an option whose value is an open channel
     */
    public static MulticastChannelOption<Channel> rawHandle(int level, int name) {
        return new HandleOption(level, name);
    }

    /** Whether the system has the option. */
    abstract boolean isSupported(SystemTable table);

    /** Whether the system has the option, and the channel. */
    boolean isSupported(ChannelSocket socket) {
        return isSupported(socket.table());
    }

    /** A copy that later changes by the user do not reach. */
    T freeze(T value) {
        return value;
    }

    /** Sets it on the event loop; throws {@link MulticastException}. */
    abstract void set(ChannelSocket socket, T value);

    /** Reads it on the event loop; throws {@link MulticastException}. */
    abstract T get(ChannelSocket socket);

    /** Whether it is an option of the IPv6 level. */
    boolean isIpv6() {
        return name().startsWith("IPV6_");
    }

    /** Whether some systems want it after the bind. */
    boolean isAfterBind() {
        return false;
    }

    IllegalArgumentException invalid(Object value, String range) {
        return new IllegalArgumentException(name() + " is " + range + ", not " + value);
    }
}
