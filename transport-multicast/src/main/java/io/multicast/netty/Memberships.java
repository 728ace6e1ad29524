package io.multicast.netty;

import io.multicast.netty.internal.membership.FilterSteps;
import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one socket: what is wanted (group, selector, filter), which leads to what is applied (group, interface
 * index, filter). Event loop only.
 */
final class Memberships {
    private final AppliedMemberships applied;
    private final Resolver resolver;
    private final Wishes wishes = new Wishes();

    Memberships(ChannelSocket socket) {
        applied = new AppliedMemberships(socket);
        resolver = new Resolver(socket, applied);
    }

    AppliedMemberships applied() {
        return applied;
    }

    Wishes wishes() {
        return wishes;
    }

    Resolver resolver() {
        return resolver;
    }

    /** Joins, or adds sources to a source-specific membership. Joining what is joined already is no error. */
    void join(Membership wanted) {
        Map<GroupOnInterface, Membership> targets = new LinkedHashMap<>();
        resolver.resolve(MembershipCall.JOIN_GROUP, wanted)
                .forEach((key, membership) -> targets.put(key, add(membership, applied.held(key))));
        all(targets);
        Wish before = known(wishes, wanted, targets.keySet());
        note(wishes, wanted, targets.keySet());
        if (before != null) {
            forgetAll(before, targets.keySet());
        }
    }

    /** Where a selector or a name has led to before, and does not any more. */
    private void forgetAll(Wish before, Set<GroupOnInterface> now) {
        keys(before).stream()
                .filter(key -> !now.contains(key) && wishes.other(key, null) == null)
                .forEach(applied::abandon);
    }

    private void note(Wishes noted, Membership wanted, Set<GroupOnInterface> keys) {
        Wish known = known(noted, wanted, keys);
        Membership sum = known == null
                ? wanted
                : add(
                        known.membership().filtered(wanted.filter()),
                        known.membership().filter());
        noted.put(new Wish(sum, keys.stream().map(GroupOnInterface::index).collect(Collectors.toSet())));
    }

    /** One interface has one wish, whether named by name or by index. */
    private static @Nullable Wish known(Wishes noted, Membership wanted, Set<GroupOnInterface> keys) {
        Wish known = noted.get(wanted.group(), wanted.networkInterface());
        return known == null && wanted.networkInterface() instanceof MulticastInterface
                ? noted.single(keys.iterator().next())
                : known;
    }

    /** The membership that a join leads to, from the filter held. */
    private Membership add(Membership wanted, SourceFilter held) {
        if (held.isEmpty() || held.equals(wanted.filter())) {
            return wanted;
        }
        if (!held.including() || !wanted.isSourceSpecific()) {
            throw conflict(wanted, held);
        }
        return wanted.filtered(wanted.sources().stream().reduce(held, SourceFilter::with, (one, other) -> other));
    }

    /** The kernel would narrow an any-source membership in silence, or refuse without saying why. */
    private MulticastException conflict(Membership wanted, SourceFilter held) {
        boolean narrowing = wanted.isSourceSpecific();
        return applied.failure(narrowing ? MembershipCall.JOIN_SOURCE_GROUP : MembershipCall.JOIN_GROUP, wanted)
                .errno(narrowing ? Errno.EINVAL : Errno.EADDRINUSE)
                .hint("the group is joined there with another filter (" + wanted.filtered(held)
                        + "); leave it first, block or unblock sources, or set MEMBERSHIPS, which changes the filter in"
                        + " one go")
                .exception();
    }

    /** Changes all, or none. */
    private void all(Map<GroupOnInterface, Membership> targets) {
        Map<GroupOnInterface, SourceFilter> before = new LinkedHashMap<>();
        try {
            targets.forEach((key, membership) -> {
                before.put(key, applied.held(key));
                applied.change(key, membership, membership.filter());
            });
        } catch (MulticastException e) {
            restore(before, targets, e);
            throw e;
        }
    }

    private void restore(
            Map<GroupOnInterface, SourceFilter> before,
            Map<GroupOnInterface, Membership> targets,
            MulticastException because) {
        before.forEach((key, filter) -> AppliedMemberships.undo(
                () -> applied.change(key, targets.getOrDefault(key, applied.get(key)), filter), because));
    }

    /** Leaves the group, or the sources that are named. */
    void leave(Membership unwanted) {
        if (unwanted.isSourceSpecific()) {
            unwanted.sources().forEach(source -> change(SourceChange.LEAVE, unwanted, source));
            return;
        }
        Wish wish = find(unwanted);
        for (GroupOnInterface key : keys(MembershipCall.LEAVE_GROUP, unwanted, wish)) {
            if (wishes.other(key, wish) == null) {
                applied.call(MembershipCall.LEAVE_GROUP, key, unwanted, null);
                applied.record(key, unwanted, FilterSteps.NONE);
            }
        }
        if (wish != null) {
            wishes.remove(wish);
        }
    }

    /** Stops a source within an any-source membership. */
    void block(Membership membership, InetAddress source) {
        change(SourceChange.BLOCK, membership, source);
    }

    /** Lets a blocked source through again. */
    void unblock(Membership membership, InetAddress source) {
        change(SourceChange.UNBLOCK, membership, source);
    }

    /** One source of a filter, by the kernel's own call: what that refuses is refused. On all interfaces, or on none. */
    private void change(SourceChange change, Membership membership, InetAddress source) {
        Wish wish = find(membership);
        Map<GroupOnInterface, SourceFilter> before = new LinkedHashMap<>();
        try {
            for (GroupOnInterface key : keys(change.call(), membership, wish)) {
                applied.call(change.call(), key, membership, source);
                before.put(key, applied.held(key));
                applied.record(key, membership, change.apply(applied.held(key), source));
            }
        } catch (MulticastException e) {
            restore(before, Map.of(), e);
            throw e;
        }
        if (wish != null) {
            note(wish, change.apply(wish.membership().filter(), source));
        }
    }

    private void note(Wish wish, SourceFilter filter) {
        if (filter.isEmpty()) {
            wishes.remove(wish);
        } else {
            wishes.put(wish.filtered(filter));
        }
    }

    /** Makes this the whole set, or leaves everything as it was. */
    void replace(Set<Membership> wanted) {
        Wishes noted = new Wishes();
        Map<GroupOnInterface, Membership> target = new LinkedHashMap<>();
        for (Membership membership : wanted) {
            Map<GroupOnInterface, Membership> resolved = resolver.resolve(MembershipCall.JOIN_GROUP, membership);
            resolved.forEach((key, one) -> target.merge(key, one, (held, next) -> add(next, held.filter())));
            note(noted, membership, resolved.keySet());
        }
        Map<GroupOnInterface, Membership> before = applied.entries();
        try {
            changeTo(target);
        } catch (MulticastException e) {
            AppliedMemberships.undo(() -> changeTo(before), e);
            throw e;
        }
        wishes.replace(noted.all());
    }

    /** Leaves first: that frees room under the system's limits. */
    private void changeTo(Map<GroupOnInterface, Membership> target) {
        applied.entries().forEach((key, membership) -> {
            if (!target.containsKey(key)) {
                applied.change(key, membership, FilterSteps.NONE);
            }
        });
        target.forEach((key, membership) -> applied.change(key, membership, membership.filter()));
    }

    private @Nullable Wish find(Membership membership) {
        Wish exact = wishes.get(membership.group(), membership.networkInterface());
        if (exact != null || !(membership.networkInterface() instanceof MulticastInterface named)) {
            return exact;
        }
        return wishes.single(new GroupOnInterface(membership.group(), resolver.indexNow(named)));
    }

    /** Where the wish has led to; without one, where the name leads to now, for what was joined by other means. */
    private Set<GroupOnInterface> keys(MembershipCall call, Membership membership, @Nullable Wish wish) {
        if (wish != null) {
            return keys(wish);
        }
        Set<GroupOnInterface> keys = resolver.resolve(call, membership).keySet();
        for (GroupOnInterface key : keys) {
            Wish other = wishes.other(key, null);
            if (other != null) {
                throw applied.failure(call, membership)
                        .hint("the group is joined there by way of " + other.selector() + "; name that")
                        .exception();
            }
        }
        return keys;
    }

    static Set<GroupOnInterface> keys(Wish wish) {
        return wish.indexes().stream()
                .map(index -> new GroupOnInterface(wish.membership().group(), index))
                .collect(Collectors.toSet());
    }
}
