package io.multicast.netty;

import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Set;

/**
 * The options that {@link MulticastInitializer} and {@link Multicast} set and read, each named by its standard name.
 *
 * <p>They are {@link ChannelOption}s for their names and types. Netty's own channels do not know them: given to {@code
 * Bootstrap.option} they would be ignored with a warning. Give them to {@link MulticastInitializer.Builder#option} or {@link
 * Multicast#set}.
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
     * is read from the kernel. All systems. ip(7), {@code struct ip_mreqn}.
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
     * on JDK 17 leaves it on). Linux 4.20 and later. {@code linux/in6.h}.
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
     * The traffic class of IPv6 datagrams: six bits of DSCP, two of ECN. Value: 0 to 255. Initial value: 0. All systems.
     * RFC 3542, section 6.5; ipv6(7).
     */
    public static final MulticastChannelOption<Integer> IPV6_TCLASS = new IntegerOption(OptionKey.IPV6_TCLASS, 0, 255);

    /**
     * All memberships of the channel, as one set. Setting it joins what is new, leaves what is not in it any more and
     * changes filters where they differ; what stays is not touched. When a part fails the others are taken back and the
     * set is as before. Reading it gives {@link Multicast#memberships()}. Initial value: none. All systems.
     */
    public static final MulticastChannelOption<Set<Membership>> MEMBERSHIPS = new MembershipsOption();

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

    /** A copy that later changes by the user do not reach. */
    T freeze(T value) {
        return value;
    }

    /** Sets it on the event loop; throws {@link MulticastException}. */
    abstract void set(ChannelSocket socket, T value);

    /** Reads it on the event loop; throws {@link MulticastException}. */
    abstract T get(ChannelSocket socket);

    /** Whether it joins groups, which some systems want after the bind. */
    boolean isMembership() {
        return false;
    }

    IllegalArgumentException invalid(Object value, String range) {
        return new IllegalArgumentException(name() + " is " + range + ", not " + value);
    }
}
