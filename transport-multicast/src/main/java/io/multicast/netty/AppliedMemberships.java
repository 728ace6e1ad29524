package io.multicast.netty;

import io.multicast.netty.internal.membership.FilterStep;
import io.multicast.netty.internal.membership.FilterSteps;
import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SocketOptions;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has taken from one socket: a filter for each group on each interface, and the calls that change it. Changed
 * on the event loop only, read on any thread.
 */
final class AppliedMemberships {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(Multicast.class);

    /** Told of groups joined and left, when they are. */
    interface Observer {
        /** A group was joined. */
        void joined(GroupOnInterface key, Membership membership);

        /** A group was left. */
        void left(GroupOnInterface key, Membership membership);
    }

    private final ChannelSocket socket;
    private final Map<GroupOnInterface, Membership> applied = new ConcurrentHashMap<>();

    private @Nullable Observer observer;

    AppliedMemberships(ChannelSocket socket) {
        this.socket = socket;
    }

    void observe(Observer newObserver) {
        observer = newObserver;
    }

    /** Each with one interface and the filter in force. */
    Set<Membership> snapshot() {
        return Set.copyOf(applied.values());
    }

    /** The same with their keys. */
    Map<GroupOnInterface, Membership> entries() {
        return Map.copyOf(applied);
    }

    @Nullable
    Membership get(GroupOnInterface key) {
        return applied.get(key);
    }

    /** The filter held; an empty one where there is no membership. */
    SourceFilter held(GroupOnInterface key) {
        Membership membership = applied.get(key);
        return membership == null ? SourceFilter.NONE : membership.filter();
    }

    /** Leads from the filter held to the one wanted; on failure back to the one held. */
    void change(GroupOnInterface key, Membership membership, SourceFilter wanted) {
        SourceFilter before = held(key);
        try {
            take(steps(key, wanted), key, membership);
        } catch (MulticastException e) {
            undo(() -> take(steps(key, before), key, membership), e);
            throw e;
        }
    }

    /** Leads back to what was held before a change; null for no membership. */
    void restore(GroupOnInterface key, @Nullable Membership before) {
        Membership now = applied.get(key);
        if (before != null) {
            change(key, before, before.filter());
        } else if (now != null) {
            change(key, now, SourceFilter.NONE);
        }
    }

    /** Runs what takes a failed change back. */
    static void undo(Runnable way, MulticastException because) {
        try {
            way.run();
        } catch (MulticastException e) {
            because.addSuppressed(e);
        }
    }

    private List<FilterStep> steps(GroupOnInterface key, SourceFilter wanted) {
        boolean wholeFilter = socket.table().calls().containsKey(MembershipCall.SET_FILTER);
        return FilterSteps.between(held(key), wanted, Family.of(key.group()), wholeFilter);
    }

    private void take(List<FilterStep> steps, GroupOnInterface key, Membership membership) {
        if (!steps.isEmpty() && !applied.containsKey(key)) {
            warnOfRange(membership);
        }
        for (FilterStep step : steps) {
            switch (step.call()) {
                case SET_FILTER -> setFilter(key, membership, step.after());
                case LEAVE_GROUP -> leave(key, membership);
                default -> call(step.call(), key, membership, step.source());
            }
            record(key, membership, step.after());
        }
    }

    private static void warnOfRange(Membership membership) {
        if (!membership.isSourceSpecific() && PlainAddresses.isSourceSpecific(membership.group())) {
            LOGGER.warn(
                    "joining {}: routers forward the groups of 232.0.0.0/8 and ff3x::/32 to source-specific members only"
                            + " (RFC 4607); name the sources with from(...)",
                    membership);
        }
    }

    /** A group that is not joined any more, since other means have left it, is left. */
    private void leave(GroupOnInterface key, Membership membership) {
        try {
            call(MembershipCall.LEAVE_GROUP, key, membership, null);
        } catch (MulticastException e) {
            if (socket.table().errnos().errno(e.errno()) != Errno.EADDRNOTAVAIL) {
                throw e;
            }
        }
    }

    /** Fails on a closed channel, also where the kernel would not have to be asked. */
    void requireOpen(MembershipCall call, Membership membership) {
        socket.open(() -> failure(call, membership));
    }

    /** One call, as it is; the answer is the kernel's. */
    void call(MembershipCall call, GroupOnInterface key, Membership membership, @Nullable InetAddress source) {
        Supplier<Failure> context = () -> failure(call, membership).source(source);
        long handle = socket.open(context).value();
        SocketOptions options = socket.options();
        socket.check(
                source == null
                        ? options.group(handle, call, key.index(), key.group())
                        : options.source(handle, call, key.index(), key.group(), source),
                context);
    }

    private void setFilter(GroupOnInterface key, Membership membership, SourceFilter filter) {
        Supplier<Failure> context = () -> failure(MembershipCall.SET_FILTER, membership);
        long handle = socket.open(context).value();
        socket.check(
                socket.options().filter(handle, key.index(), key.group(), filter.including(), filter.sources()),
                context);
    }

    /** Notes what the kernel has taken. */
    void record(GroupOnInterface key, Membership membership, SourceFilter filter) {
        Membership before = applied.get(key);
        if (filter.isEmpty()) {
            applied.remove(key);
        } else {
            applied.put(key, (before == null ? membership : before).filtered(filter));
        }
        if (observer != null) {
            tell(observer, key, before, applied.get(key));
        }
    }

    private static void tell(
            Observer observer, GroupOnInterface key, @Nullable Membership before, @Nullable Membership now) {
        if (before == null && now != null) {
            observer.joined(key, now);
        } else if (before != null && now == null) {
            observer.left(key, before);
        }
    }

    /** Whether the socket has an any-source membership there, however it came by it; false where the system can't say. */
    boolean isAnySource(GroupOnInterface key, Supplier<Failure> context) {
        SocketOptions options = socket.options();
        return socket.table().calls().containsKey(MembershipCall.SET_FILTER)
                && options.getFilter(socket.open(context).value(), key.index(), key.group(), 0) == 0
                && !options.filterIsIncluding();
    }

    /** Gives up a membership that the kernel has dropped with its interface; it may still hold the room for it. */
    @Nullable
    Membership abandon(GroupOnInterface key) {
        Membership membership = applied.remove(key);
        if (membership != null) {
            drop(key, membership);
        }
        return membership;
    }

    /** Leaves a group that is not wanted any more, on an interface that may be going. */
    void giveUp(GroupOnInterface key) {
        Membership membership = applied.get(key);
        if (membership != null) {
            drop(key, membership);
            record(key, membership, SourceFilter.NONE);
        }
    }

    /** The answer does not matter: it is refused when nothing is left of the membership. */
    private void drop(GroupOnInterface key, Membership membership) {
        long handle = socket.open(() -> failure(MembershipCall.LEAVE_GROUP, membership))
                .value();
        socket.options().group(handle, MembershipCall.LEAVE_GROUP, key.index(), key.group());
    }

    /** Those of the keys that are joined. */
    List<GroupOnInterface> joined(List<GroupOnInterface> keys) {
        return keys.stream().filter(applied::containsKey).toList();
    }

    Failure failure(MembershipCall call, Membership membership) {
        return socket.failure()
                .membership(call, membership.group(), membership.networkInterface())
                .held(applied.size());
    }
}
