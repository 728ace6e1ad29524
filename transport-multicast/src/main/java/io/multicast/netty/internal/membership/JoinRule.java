package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;

/** What joining a group that is joined already leads to: more sources, nothing, or a refusal. */
@SuppressWarnings("InlineFormatString") // long texts have a name
final class JoinRule {
    private static final String CONFLICT =
            "the group is joined there with another filter (%s); leave it first, block or"
                    + " unblock sources, or set MEMBERSHIPS, which changes the filter in one go";

    private final SystemTable table;

    JoinRule(SystemTable table) {
        this.table = table;
    }

    /** The filter that a join leads to. The kernel would narrow an any-source membership in silence. */
    SourceFilter sum(Wish wanted, SourceFilter held) {
        SourceFilter more = wanted.filter();
        if (held.isEmpty() || held.equals(more)) {
            return more;
        }
        if (held.including() && more.including()) {
            return held.or(more);
        }
        boolean narrowing = more.including();
        Errno errno = narrowing ? Errno.EINVAL : Errno.EADDRINUSE;
        throw Refusal.of(narrowing ? MembershipCall.JOIN_SOURCE_GROUP : MembershipCall.JOIN_GROUP, wanted.group())
                .errno(table.errnos().number(errno))
                .because(CONFLICT.formatted(wanted.filtered(held)));
    }
}
