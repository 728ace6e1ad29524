package io.multicast.netty;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;

/** What joining a group that is joined already leads to: more sources, nothing, or an error. */
final class JoinRule {
    private final AppliedMemberships applied;

    JoinRule(AppliedMemberships applied) {
        this.applied = applied;
    }

    /** The membership that a join leads to, from the filter held. */
    Membership sum(Membership wanted, SourceFilter held) {
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
}
