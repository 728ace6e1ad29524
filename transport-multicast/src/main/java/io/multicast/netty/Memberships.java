package io.multicast.netty;

import io.multicast.netty.internal.membership.FilterSteps;
import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
        List<Target> targets = resolver.resolve(MembershipCall.JOIN_GROUP, wanted);
        targets.forEach(this::sum); // refuses before anything is changed
        allOrNone(targets, this::join);
        Wish before = known(wishes, wanted, targets);
        note(wishes, wanted, targets);
        if (before != null) {
            forgetAll(before, targets);
        }
    }

    /** Where a selector or a name has led to before, and does not any more. */
    private void forgetAll(Wish before, List<Target> now) {
        keys(before).stream()
                .filter(key -> now.stream().noneMatch(target -> target.key().equals(key)))
                .filter(key -> wishes.other(key, null) == null)
                .forEach(applied::abandon);
    }

    private void note(Wishes noted, Membership wanted, List<Target> targets) {
        Wish known = known(noted, wanted, targets);
        Membership sum = known == null
                ? wanted
                : rule.sum(
                        known.membership().filtered(wanted.filter()),
                        known.membership().filter());
        noted.put(new Wish(sum, indexes(targets)));
    }

    /** One interface has one wish, whether named by name or by index. */
    private static @Nullable Wish known(Wishes noted, Membership wanted, List<Target> targets) {
        Wish known = noted.get(wanted.group(), wanted.networkInterface());
        return known == null && wanted.networkInterface() instanceof MulticastInterface
                ? noted.single(targets.get(0).key())
                : known;
    }

    private Membership sum(Target target) {
        return rule.sum(target.membership(), applied.held(target.key()));
    }

    private void join(Target target) {
        Membership sum = sum(target);
        applied.change(target.key(), sum, sum.filter());
    }

    /** Changes all, or none. */
    private void allOrNone(List<Target> targets, Consumer<Target> change) {
        allOrNone(targets, 0, change);
    }

    private void allOrNone(List<Target> targets, int next, Consumer<Target> change) {
        if (next == targets.size()) {
            return;
        }
        GroupOnInterface key = targets.get(next).key();
        Membership before = applied.get(key);
        try {
            change.accept(targets.get(next));
            allOrNone(targets, next + 1, change);
        } catch (MulticastException e) {
            AppliedMemberships.undo(() -> applied.restore(key, before), e);
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
        allOrNone(targets(MembershipCall.LEAVE_GROUP, unwanted, wish), target -> leave(target.key(), unwanted, wish));
        if (wish != null) {
            wishes.remove(wish);
        }
    }

    private void leave(GroupOnInterface key, Membership unwanted, @Nullable Wish wish) {
        SourceFilter others = wishes.others(key, wish);
        if (others.isEmpty()) {
            applied.call(MembershipCall.LEAVE_GROUP, key, unwanted, null);
            applied.record(key, unwanted, FilterSteps.NONE);
        } else {
            applied.change(key, unwanted, others);
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
                targets(change.call(), membership, wish),
                target -> sourceCalls.make(change, target.key(), membership, wish, sources));
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
            List<Target> resolved = resolver.resolve(MembershipCall.JOIN_GROUP, membership);
            resolved.forEach(
                    one -> target.merge(one.key(), one.membership(), (held, next) -> rule.sum(next, held.filter())));
            note(noted, membership, resolved);
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
    private List<Target> targets(MembershipCall call, Membership membership, @Nullable Wish wish) {
        if (wish != null && wish.indexes().size() == 1) {
            return List.of(new Target(wish.only(), membership));
        }
        if (wish != null) {
            return keys(wish).stream().map(key -> new Target(key, membership)).toList();
        }
        List<Target> targets = resolver.resolve(call, membership);
        for (Target target : targets) {
            Wish other = wishes.other(target.key(), null);
            if (other != null) {
                throw applied.failure(call, membership)
                        .hint("the group is joined there by way of " + other.selector() + "; name that")
                        .exception();
            }
        }
        return targets;
    }

    private static Set<Integer> indexes(List<Target> targets) {
        return targets.size() == 1
                ? Set.of(targets.get(0).key().index())
                : targets.stream().map(target -> target.key().index()).collect(Collectors.toSet());
    }

    static Set<GroupOnInterface> keys(Wish wish) {
        return wish.indexes().stream()
                .map(index -> new GroupOnInterface(wish.membership().group(), index))
                .collect(Collectors.toSet());
    }
}
