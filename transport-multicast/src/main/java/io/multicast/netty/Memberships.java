package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one socket: what is wanted (group, selector, filter), which leads to what is applied (group, interface
 * index, filter). Event loop only.
 */
final class Memberships {
    private final AppliedMemberships applied;
    private final Resolver resolver;
    private final JoinRule rule;
    private final SourceCalls sourceCalls;
    private final Wishes wishes = new Wishes();

    Memberships(ChannelSocket socket) {
        applied = new AppliedMemberships(socket);
        resolver = new Resolver(socket, applied);
        rule = new JoinRule(applied);
        sourceCalls = new SourceCalls(applied, wishes);
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
        applied.requireOpen(MembershipCall.JOIN_GROUP, wanted);
        List<GroupOnInterface> places = resolver.resolve(MembershipCall.JOIN_GROUP, wanted);
        for (int i = 0; i < places.size(); i++) {
            sum(places.get(i), wanted); // refuses before anything is changed
        }
        allOrNone(places, place -> join(place, wanted));
        Wish before = known(wishes, wanted, places);
        note(wishes, wanted, places, before);
        if (before != null) {
            forgetAll(before, places);
        }
    }

    private Membership sum(GroupOnInterface place, Membership wanted) {
        return rule.sum(resolver.at(place, wanted), applied.held(place));
    }

    private void join(GroupOnInterface place, Membership wanted) {
        Membership sum = sum(place, wanted);
        applied.change(place, sum, sum.filter());
    }

    /** Where a selector or a name has led to before, and does not any more. */
    private void forgetAll(Wish before, List<GroupOnInterface> now) {
        before.places().stream()
                .filter(place -> !now.contains(place))
                .filter(place -> wishes.any(place) == null)
                .forEach(applied::abandon);
    }

    /** One interface has one wish, whether named by name or by index. */
    private static @Nullable Wish known(Wishes noted, Membership wanted, List<GroupOnInterface> places) {
        Wish known = noted.get(wanted.group(), wanted.networkInterface());
        return known == null && wanted.networkInterface() instanceof MulticastInterface
                ? noted.single(places.get(0))
                : known;
    }

    private void note(Wishes noted, Membership wanted, List<GroupOnInterface> places, @Nullable Wish known) {
        Membership sum = known == null
                ? wanted
                : rule.sum(
                        known.membership().filtered(wanted.filter()),
                        known.membership().filter());
        noted.put(new Wish(sum, places));
    }

    /** Changes all, or none. */
    private void allOrNone(List<GroupOnInterface> places, Consumer<GroupOnInterface> change) {
        allOrNone(places, 0, change);
    }

    private void allOrNone(List<GroupOnInterface> places, int next, Consumer<GroupOnInterface> change) {
        if (next == places.size()) {
            return;
        }
        GroupOnInterface place = places.get(next);
        Membership before = applied.get(place);
        try {
            change.accept(place);
            allOrNone(places, next + 1, change);
        } catch (MulticastException e) {
            AppliedMemberships.undo(() -> applied.restore(place, before), e);
            throw e;
        }
    }

    /** Leaves the group, or the sources that are named: on all interfaces, or on none. */
    void leave(Membership unwanted) {
        applied.requireOpen(MembershipCall.LEAVE_GROUP, unwanted);
        if (unwanted.isSourceSpecific()) {
            change(SourceChange.LEAVE, unwanted, unwanted.sources());
            return;
        }
        Wish wish = find(unwanted);
        allOrNone(places(MembershipCall.LEAVE_GROUP, unwanted, wish), place -> leave(place, unwanted, wish));
        if (wish != null) {
            wishes.remove(wish);
        }
    }

    private void leave(GroupOnInterface place, Membership unwanted, @Nullable Wish wish) {
        if (applied.get(place) == null) { // made by other means, or not at all: the kernel answers
            applied.call(MembershipCall.LEAVE_GROUP, place, unwanted, null);
        } else {
            applied.change(place, unwanted, wishes.others(place, wish));
        }
    }

    /** Stops a source within an any-source membership. */
    void block(Membership membership, InetAddress source) {
        change(SourceChange.BLOCK, membership, Set.of(source));
    }

    /** Lets a blocked source through again. */
    void unblock(Membership membership, InetAddress source) {
        change(SourceChange.UNBLOCK, membership, Set.of(source));
    }

    /** Some sources of a filter: on all interfaces, or on none. */
    private void change(SourceChange change, Membership membership, Set<InetAddress> sources) {
        applied.requireOpen(change.call(), membership);
        Wish wish = find(membership);
        allOrNone(
                places(change.call(), membership, wish),
                place -> sourceCalls.make(change, place, membership, wish, sources));
        if (wish != null) {
            note(wish, sources.stream().reduce(wish.membership().filter(), change::apply, (one, other) -> other));
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
            List<GroupOnInterface> places = resolver.resolve(MembershipCall.JOIN_GROUP, membership);
            places.forEach(place ->
                    target.merge(place, resolver.at(place, membership), (held, next) -> rule.sum(next, held.filter())));
            note(noted, membership, places, known(noted, membership, places));
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
                applied.change(key, membership, SourceFilter.NONE);
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
    private List<GroupOnInterface> places(MembershipCall call, Membership membership, @Nullable Wish wish) {
        if (wish != null) {
            return wish.places();
        }
        List<GroupOnInterface> places = resolver.resolve(call, membership);
        for (GroupOnInterface place : places) {
            Wish other = wishes.any(place);
            if (other != null) {
                throw applied.failure(call, membership)
                        .hint("the group is joined there by way of " + other.selector() + "; name that")
                        .exception();
            }
        }
        return places;
    }
}
