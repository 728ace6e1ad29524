package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandles;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The multicast options and memberships of one channel, once it is registered with an event loop.
 *
 * <p>All methods may be called on any thread. The native calls are made on the channel's event loop while the channel is
 * open: at once when the caller is on it, soon otherwise. Every future completes: a call that failed, came too late (the
 * channel is closed) or too early (it is not registered) fails with {@link MulticastException}.
 *
 * <p>A socket holds as many groups as the system allows: on Linux {@code net.ipv4.igmp_max_memberships} (20) for IPv4, and
 * about 2,700 (IPv4) or 2,300 (IPv6) by {@code net.core.optmem_max}. For more, bind several channels to one port with {@code
 * SO_REUSEADDR}, set {@link MulticastChannelOption#IP_MULTICAST_ALL} or {@link MulticastChannelOption#IPV6_MULTICAST_ALL} to
 * false so that each receives only its own groups, and give each a share of them.
 *
 * <p>Do not mix memberships made here with Netty's own {@code joinGroup} on an NIO channel: the JDK keeps books of its own,
 * and takes what it has not joined itself for not joined. A child process that inherits the socket keeps its memberships
 * alive after the channel is closed.
 */
public final class Multicast {
    private static final AttributeKey<Multicast> KEY = AttributeKey.valueOf(Multicast.class, "KEY");

    private static final AtomicLong COUNT = new AtomicLong();

    private final Channel channel;
    private final ChannelSocket socket;
    private final LoopCalls loop;
    private final long number = COUNT.incrementAndGet();

    Multicast(Channel channel, MulticastSystem system) {
        this.channel = channel;
        socket = new ChannelSocket(channel, system);
        loop = new LoopCalls(channel, socket);
    }

    /**
     * The multicast side of a channel; always the same for one channel.
     *
     * @param channel any channel with a socket
     * @return its options and memberships
     * @throws MulticastException when multicast is not {@linkplain #isAvailable() available} in this process
     */
    public static Multicast of(Channel channel) {
        Multicast known = channel.attr(KEY).get();
        if (known != null) {
            return known;
        }
        requireAvailable(channel.getClass().getSimpleName());
        return of(channel, MulticastSystem.current());
    }

    /** The same on another system's table, or with other calls. */
    static Multicast of(Channel channel, MulticastSystem system) {
        Multicast created = new Multicast(channel, system);
        Multicast first = channel.attr(KEY).setIfAbsent(created);
        return first == null ? created : first;
    }

    /**
     * Closes channels, those first that began to use multicast last. Linux looks for a membership from the newest to the
     * oldest of the interface: many channels with many groups are closed 20 times faster in this order than in the other,
     * and an event loop group that is shut down takes any order. The channels' {@link Channel#closeFuture()} tell when
     * each is closed.
     *
     * @param channels any channels, in any order
     */
    public static void closeAll(Collection<? extends Channel> channels) {
        channels.stream()
                .sorted(Comparator.comparingLong(Multicast::number).reversed())
                .forEach(Channel::close);
    }

    private static long number(Channel channel) {
        Multicast known = channel.attr(KEY).get();
        return known == null ? 0 : known.number;
    }

    /**
     * Whether this process can make the native calls: a known system, and JNA allowed to load.
     *
     * @return true when it can
     */
    public static boolean isAvailable() {
        return unavailabilityCause() == null;
    }

    /**
     * Why this process can't make the native calls, and what to do about it.
     *
     * @return the cause, or null when multicast is available
     */
    public static @Nullable Throwable unavailabilityCause() {
        return Platforms.unavailabilityCause();
    }

    /**
     * Does nothing when multicast is available.
     *
     * @throws MulticastException with the {@linkplain #unavailabilityCause() cause} when it is not
     */
    public static void ensureAvailability() {
        requireAvailable("any transport");
    }

    private static void requireAvailable(String transport) {
        Throwable cause = unavailabilityCause();
        if (cause != null) {
            throw new Failure(Platforms.unavailable(), transport)
                    .operation("make native calls")
                    .hint(String.valueOf(cause.getMessage()))
                    .exception(cause);
        }
    }

    /**
     * The families that datagram sockets can be opened for in this process: by the host, and by the JVM's flags ({@code
     * -Djava.net.preferIPv4Stack=true} takes IPv6 away from NIO). Tried at each call.
     *
     * @return INET, INET6 or both
     */
    public static Set<StandardProtocolFamily> families() {
        return Families.here();
    }

    /**
     * Why the socket of that channel can't be reached; NIO channels of a foreign {@code SelectorProvider}, {@code
     * LocalChannel} and {@code EmbeddedChannel} have none that can.
     *
     * @param channel a channel; on another thread than its event loop's it must stay open meanwhile
     * @return the cause, or null when it can be reached
     */
    public static @Nullable Throwable unavailabilityCause(Channel channel) {
        Throwable cause = unavailabilityCause();
        if (cause != null) {
            return cause;
        }
        if (!channel.isOpen()) {
            return new ClosedChannelException();
        }
        MulticastSystem system = MulticastSystem.current();
        try {
            SocketHandles.lookUp(channel, system.platform(), system.options());
            return null;
        } catch (UnsupportedOperationException e) {
            return e;
        }
    }

    /**
     * The channel.
     *
     * @return the channel
     */
    public Channel channel() {
        return channel;
    }

    /**
     * Whether this system has the option. A kernel older than its headers, or a socket of the other family, may still
     * refuse it: {@link #set} tells.
     *
     * @param option the option
     * @return true when the system's table has it
     */
    public boolean isSupported(MulticastChannelOption<?> option) {
        return option.isSupported(socket);
    }

    /**
     * Sets an option.
     *
     * @param <T> the type of the value
     * @param option the option
     * @param value the value, see the option for its range
     * @return completes once the kernel has taken it, or fails with {@link MulticastException}
     * @throws IllegalArgumentException when the value is out of range
     */
    public <T> ChannelFuture set(MulticastChannelOption<T> option, T value) {
        option.validate(value);
        if (!loop.isCurrent()) {
            return loop.run(option::set, option.freeze(value));
        }
        try { // without an object for the call
            option.set(socket, value);
            return channel.newSucceededFuture();
        } catch (RuntimeException e) {
            return channel.newFailedFuture(socket.failure(e));
        }
    }

    /**
     * Reads an option.
     *
     * @param <T> the type of the value
     * @param option the option
     * @return the value that the kernel holds, or fails with {@link MulticastException}
     */
    public <T> Future<T> get(MulticastChannelOption<T> option) {
        return loop.call(() -> option.get(socket));
    }

    /**
     * Joins a group. A source-specific membership adds its sources to those joined before; joining what is joined already
     * is no error. A group that is joined with another kind of filter is not changed: that fails with EADDRINUSE or EINVAL,
     * see {@link MulticastChannelOption#MEMBERSHIPS} for changing it. A successful join proves nothing about reception:
     * an interface may be down, or a switch in between.
     *
     * @param membership the group, the interface and the filter
     * @return completes once the kernel has taken it, or fails with {@link MulticastException}, then nothing is changed; tells
     *     which interfaces of a selector were {@linkplain JoinFuture#refused() left out}
     */
    public JoinFuture join(Membership membership) {
        return loop.join(Objects.requireNonNull(membership, "membership"));
    }

    /**
     * Leaves a group. A membership without sources leaves it altogether, whatever its filter; one with {@code from(...)}
     * leaves these sources only, and the group with the last of them.
     *
     * @param membership the group and the interface, named as for the join
     * @return completes once the kernel has done it, or when other means have left the group since; fails with {@link
     *     MulticastException} (EADDRNOTAVAIL or EINVAL) when it was never joined
     */
    public ChannelFuture leave(Membership membership) {
        return loop.run(
                (on, unwanted) -> on.memberships().leave(unwanted), Objects.requireNonNull(membership, "membership"));
    }

    /**
     * Stops one source of a group that is joined for any source.
     *
     * @param membership the group and the interface, named as for the join
     * @param source a unicast address of the group's family
     * @return completes once the kernel has done it; fails with {@link MulticastException} when there is no such
     *     membership (EINVAL) or the source is blocked already (EADDRNOTAVAIL)
     * @throws IllegalArgumentException when the source is not such an address
     */
    public ChannelFuture block(Membership membership, InetAddress source) {
        InetAddress plain = PlainAddresses.source(source, membership.group());
        return loop.run((on, from) -> on.memberships().block(membership, from), plain);
    }

    /**
     * Lets a blocked source through again.
     *
     * @param membership the group and the interface, named as for the join
     * @param source a unicast address of the group's family
     * @return completes once the kernel has done it; fails with {@link MulticastException} when the source is not blocked
     * @throws IllegalArgumentException when the source is not such an address
     */
    public ChannelFuture unblock(Membership membership, InetAddress source) {
        InetAddress plain = PlainAddresses.source(source, membership.group());
        return loop.run((on, from) -> on.memberships().unblock(membership, from), plain);
    }

    /**
     * The memberships that were made here and that the kernel has taken, each with one interface (as it was named, or as a
     * selector took it) and the filter that is in force now.
     *
     * @return a snapshot; empty once the channel is closed
     */
    public Set<Membership> memberships() {
        return channel.isOpen() ? socket.memberships().snapshot() : Set.of();
    }

    /**
     * Compares the memberships with the kernel's own tables: on Linux the socket's filters (getsockopt) and the groups of
     * each interface ({@code /proc/net/igmp}, {@code igmp6}); elsewhere it only finds what is wanted and not joined. Also
     * finds what can't be received: of a group, because the socket is bound to a unicast address, another group, or another
     * interface. What could not be asked (no such call, no {@code /proc}, no descriptor left) is told, too. Reads whole
     * tables, on another thread: for tools and tests rather than for every second. The event loop is held for some
     * milliseconds at a time.
     *
     * @return every difference; none when the kernel holds what is wanted
     */
    public Future<List<Discrepancy>> diagnose() {
        return loop.diagnose();
    }

    ChannelSocket socket() {
        return socket;
    }

    static Failure failure(Channel channel) {
        return isAvailable()
                ? of(channel).socket.failure()
                : new Failure(Platforms.unavailable(), channel.getClass().getSimpleName());
    }
}
