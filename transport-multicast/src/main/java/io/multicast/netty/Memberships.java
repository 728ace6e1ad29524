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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one socket: what was asked here and the kernel has taken. Changed on the event loop only, read on any
 * thread.
 */
final class Memberships {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(Multicast.class);

    private final ChannelSocket socket;
    private final Map<GroupOnInterface, Membership> applied = new ConcurrentHashMap<>();

    Memberships(ChannelSocket socket) {
        this.socket = socket;
    }

    /** A snapshot. */
    Set<Membership> applied() {
        return Set.copyOf(applied.values());
    }

    /** Joins, or adds sources to a source-specific membership. Joining what is joined already is no error. */
    void join(Membership wanted) {
        GroupOnInterface key = resolve(MembershipCall.JOIN_GROUP, wanted);
        SourceFilter held = held(key);
        SourceFilter filter = wanted.filter();
        if (held.isEmpty() || held.equals(filter)) {
            change(key, wanted, filter);
        } else if (held.including() && filter.including()) {
            change(key, wanted, filter.sources().stream().reduce(held, SourceFilter::with, (a, b) -> b));
        } else {
            throw conflict(wanted, held);
        }
    }

    /** The kernel would narrow an any-source membership in silence, or refuse without saying why. */
    private MulticastException conflict(Membership wanted, SourceFilter held) {
        boolean narrowing = wanted.isSourceSpecific();
        return failure(narrowing ? MembershipCall.JOIN_SOURCE_GROUP : MembershipCall.JOIN_GROUP, wanted)
                .errno(narrowing ? Errno.EINVAL : Errno.EADDRINUSE)
                .hint("the group is joined there with another filter (" + wanted.filtered(held)
                        + "); leave it first, block or unblock sources, or set MEMBERSHIPS, which changes the filter in"
                        + " one go")
                .exception();
    }

    /** Leaves the group, or the sources that are named. */
    void leave(Membership unwanted) {
        GroupOnInterface key = find(MembershipCall.LEAVE_GROUP, unwanted);
        if (!unwanted.isSourceSpecific()) {
            call(MembershipCall.LEAVE_GROUP, key, unwanted, null);
            applied.remove(key);
            return;
        }
        for (InetAddress source : unwanted.sources()) {
            call(MembershipCall.LEAVE_SOURCE_GROUP, key, unwanted, source);
            record(key, unwanted, held(key).without(source));
        }
    }

    /** Stops a source within an any-source membership. */
    void block(Membership membership, InetAddress source) {
        GroupOnInterface key = find(MembershipCall.BLOCK_SOURCE, membership);
        call(MembershipCall.BLOCK_SOURCE, key, membership, source);
        record(key, membership, anySource(key).with(source));
    }

    /** Lets a blocked source through again. */
    void unblock(Membership membership, InetAddress source) {
        GroupOnInterface key = find(MembershipCall.UNBLOCK_SOURCE, membership);
        call(MembershipCall.UNBLOCK_SOURCE, key, membership, source);
        record(key, membership, anySource(key).without(source));
    }

    /** Makes this the whole set, or leaves everything as it was. */
    void replace(Set<Membership> wanted) {
        Map<GroupOnInterface, Membership> before = new LinkedHashMap<>(applied);
        Map<GroupOnInterface, Membership> target = resolve(wanted);
        try {
            changeTo(target);
        } catch (MulticastException e) {
            undo(() -> changeTo(before), e);
            throw e;
        }
    }

    private Map<GroupOnInterface, Membership> resolve(Set<Membership> wanted) {
        Map<GroupOnInterface, Membership> target = new LinkedHashMap<>();
        for (Membership membership : wanted) {
            target.merge(resolve(MembershipCall.JOIN_GROUP, membership), membership, this::union);
        }
        return target;
    }

    /** Two members of one set for the same group and interface: sources add up, anything else contradicts itself. */
    private Membership union(Membership one, Membership other) {
        if (!one.isSourceSpecific() || !other.isSourceSpecific()) {
            throw failure(MembershipCall.JOIN_GROUP, one)
                    .hint("the set holds it twice with different filters: " + one + "; " + other)
                    .exception();
        }
        return one.filtered(other.sources().stream().reduce(one.filter(), SourceFilter::with, (a, b) -> b));
    }

    /** Leaves first: that frees room under the system's limits. */
    private void changeTo(Map<GroupOnInterface, Membership> target) {
        for (Map.Entry<GroupOnInterface, Membership> entry : List.copyOf(applied.entrySet())) {
            if (!target.containsKey(entry.getKey())) {
                change(entry.getKey(), entry.getValue(), FilterSteps.NONE);
            }
        }
        target.forEach((key, membership) -> change(key, membership, membership.filter()));
    }

    /** Leads from the filter held to the one wanted; on failure back to the one held. */
    private void change(GroupOnInterface key, Membership membership, SourceFilter wanted) {
        SourceFilter before = held(key);
        try {
            take(steps(key, wanted), key, membership);
        } catch (MulticastException e) {
            undo(() -> take(steps(key, before), key, membership), e);
            throw e;
        }
    }

    private void undo(Runnable way, MulticastException because) {
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
        if (held(key).isEmpty() && !steps.isEmpty()) {
            warnOfRange(membership);
        }
        for (FilterStep step : steps) {
            if (step.call() == MembershipCall.SET_FILTER) {
                setFilter(key, membership, step.after());
            } else {
                call(step.call(), key, membership, step.source());
            }
            record(key, membership, step.after());
        }
    }

    private static void warnOfRange(Membership membership) {
        if (!membership.isSourceSpecific() && membership.isInSourceSpecificRange()) {
            LOGGER.warn(
                    "joining {}: routers forward the groups of 232.0.0.0/8 and ff3x::/32 to source-specific members only"
                            + " (RFC 4607); name the sources with from(...)",
                    membership);
        }
    }

    private void call(MembershipCall call, GroupOnInterface key, Membership membership, @Nullable InetAddress source) {
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

    private void record(GroupOnInterface key, Membership membership, SourceFilter filter) {
        if (filter.isEmpty()) {
            applied.remove(key);
        } else {
            applied.merge(key, membership.filtered(filter), (old, now) -> old.filtered(filter));
        }
    }

    private SourceFilter held(GroupOnInterface key) {
        Membership membership = applied.get(key);
        return membership == null ? FilterSteps.NONE : membership.filter();
    }

    /** The filter held; a membership that was made outside this API counts as any-source. */
    private SourceFilter anySource(GroupOnInterface key) {
        SourceFilter held = held(key);
        return held.isEmpty() ? SourceFilter.ANY_SOURCE : held;
    }

    private GroupOnInterface resolve(MembershipCall call, Membership membership) {
        int index = socket.index(membership.networkInterface(), () -> failure(call, membership));
        return new GroupOnInterface(membership.group(), index);
    }

    /** What is held under that name, or had it when it was joined: an interface may be gone or renamed since. */
    private GroupOnInterface find(MembershipCall call, Membership membership) {
        MulticastInterface named = membership.networkInterface();
        int index = named.index()
                .orElseGet(() -> socket.platform().names().indexOf(named.name().orElseThrow()));
        GroupOnInterface now = new GroupOnInterface(membership.group(), index);
        if (applied.containsKey(now)) {
            return now;
        }
        return applied.entrySet().stream()
                .filter(entry -> entry.getKey().group().equals(membership.group())
                        && entry.getValue().networkInterface().equals(named))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> resolve(call, membership));
    }

    private Failure failure(MembershipCall call, Membership membership) {
        return socket.failure()
                .membership(call, membership.group(), membership.networkInterface())
                .held(applied.size());
    }
}
