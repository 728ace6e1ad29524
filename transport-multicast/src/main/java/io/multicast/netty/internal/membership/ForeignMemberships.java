package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Memberships that are in no books: made by other means, or not at all. The kernel answers, but for what it would do wrong.
 */
final class ForeignMemberships {
    private final MembershipKernel kernel;
    private final SystemTable table;
    private final PlaceCalls calls;
    private final Resolver resolver;

    ForeignMemberships(MembershipKernel kernel, SystemTable table, PlaceCalls calls, Resolver resolver) {
        this.kernel = kernel;
        this.table = table;
        this.calls = calls;
        this.resolver = resolver;
    }

    void leave(GroupEdit edit, Wish unwanted) {
        for (int index : places(edit, MembershipCall.LEAVE_GROUP, unwanted)) {
            calls.call(MembershipCall.LEAVE_GROUP, unwanted.group(), index, null);
        }
    }

    /** Changes sources. One that is blocked takes the membership into the books. */
    void change(GroupEdit edit, SourceChange change, Wish wish, Set<InetAddress> sources) {
        List<Integer> places = places(edit, change.call(), wish);
        for (int index : places) {
            for (InetAddress source : sources) {
                requireHarmless(change, wish, index, source);
                calls.call(change.call(), wish.group(), index, source);
            }
        }
        if (change == SourceChange.BLOCK) {
            adopt(edit, wish, places, SourceFilter.exclude(sources));
        }
    }

    private void adopt(GroupEdit edit, Wish wish, List<Integer> places, SourceFilter blocked) {
        for (int index : places) {
            FilterAnswer held = kernel.filter(new Place(wish.group(), index));
            edit.hold(index, held.isHeld() ? held.filter() : blocked);
        }
        edit.replace(null, new Asked(wish.filtered(edit.held(places.get(0))), places));
    }

    /** Linux turns an any-source membership that it refuses to take a source from into one that receives nothing. */
    private void requireHarmless(SourceChange change, Wish wish, int index, InetAddress source) {
        FilterAnswer held = kernel.filter(new Place(wish.group(), index));
        if (change == SourceChange.LEAVE && held.isHeld() && !held.filter().including()) {
            throw calls.refusal(change.call(), wish.group())
                    .from(source)
                    .on(index, calls.name(index))
                    .errno(table.errnos().number(Errno.EINVAL));
        }
    }

    private List<Integer> places(GroupEdit edit, MembershipCall call, Wish wish) {
        List<Integer> indexes = resolver.resolve(call, wish).indexes();
        for (int index : indexes) {
            Asked other = edit.any(index);
            if (other != null) {
                throw refusal(call, wish, index)
                        .because("the group is joined there by way of "
                                + other.wish().selector() + "; name that");
            }
        }
        return indexes;
    }

    private Refusal refusal(MembershipCall call, Wish wish, int index) {
        return calls.refusal(call, wish.group()).on(index, calls.name(index));
    }
}
