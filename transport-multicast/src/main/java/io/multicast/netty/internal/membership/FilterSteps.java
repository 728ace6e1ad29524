package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that lead from one filter to another, in an order that at no moment accepts a source which both refuse, nor
 * refuses one which both accept. That holds where the system takes a whole filter at once. Elsewhere a change of mode
 * leaves and joins again, and a new EXCLUDE membership is open until its sources are blocked.
 */
public final class FilterSteps {
    private static final List<FilterStep> JOIN =
            List.of(new FilterStep(MembershipCall.JOIN_GROUP, null, SourceFilter.ANY_SOURCE));

    private static final List<FilterStep> LEAVE =
            List.of(new FilterStep(MembershipCall.LEAVE_GROUP, null, SourceFilter.NONE));

    /** Sources that no datagram has, to join with while nothing may be accepted yet. */
    private static final InetAddress NOBODY4 = wildcard(4);

    private static final InetAddress NOBODY6 = wildcard(16);

    private final List<FilterStep> steps = new ArrayList<>();
    private SourceFilter held;

    private FilterSteps(SourceFilter held) {
        this.held = held;
    }

    /**
     * The steps from {@code held} to {@code wanted}, where {@link SourceFilter#NONE} means no membership.
     *
     * @param family the group's
     * @param wholeFilter whether the system has {@link MembershipCall#SET_FILTER}
     */
    public static List<FilterStep> between(SourceFilter held, SourceFilter wanted, Family family, boolean wholeFilter) {
        if (held.equals(wanted)) {
            return List.of();
        }
        if (wanted.isEmpty()) {
            return LEAVE;
        }
        if (held.isEmpty() && wanted.equals(SourceFilter.ANY_SOURCE)) {
            return JOIN;
        }
        FilterSteps plan = new FilterSteps(held);
        plan.change(wanted, family, wholeFilter);
        return plan.steps;
    }

    private void change(SourceFilter wanted, Family family, boolean wholeFilter) {
        if (held.isEmpty()) {
            join(wanted, family, wholeFilter);
        } else if (wholeFilter && (held.including() != wanted.including() || differences(wanted) > 1)) {
            add(MembershipCall.SET_FILTER, null, wanted);
        } else if (held.including() == wanted.including()) {
            delta(wanted);
        } else {
            add(MembershipCall.LEAVE_GROUP, null, SourceFilter.NONE);
            join(wanted, family, false);
        }
    }

    private void join(SourceFilter wanted, Family family, boolean wholeFilter) {
        if (wanted.including()) {
            delta(wanted);
        } else if (wholeFilter && !wanted.sources().isEmpty()) {
            InetAddress nobody = family == Family.IPV4 ? NOBODY4 : NOBODY6;
            add(MembershipCall.JOIN_SOURCE_GROUP, nobody, SourceFilter.NONE.with(nobody));
            add(MembershipCall.SET_FILTER, null, wanted);
        } else {
            add(MembershipCall.JOIN_GROUP, null, SourceFilter.ANY_SOURCE);
            delta(wanted);
        }
    }

    /** INCLUDE adds before it removes, lest the membership end; EXCLUDE removes first, which needs less room. */
    private void delta(SourceFilter wanted) {
        if (wanted.including()) {
            addMissing(wanted, MembershipCall.JOIN_SOURCE_GROUP);
            removeSurplus(wanted, MembershipCall.LEAVE_SOURCE_GROUP);
        } else {
            removeSurplus(wanted, MembershipCall.UNBLOCK_SOURCE);
            addMissing(wanted, MembershipCall.BLOCK_SOURCE);
        }
    }

    private void addMissing(SourceFilter wanted, MembershipCall call) {
        for (InetAddress source : wanted.sources()) {
            if (!held.sources().contains(source)) {
                add(call, source, held.with(source));
            }
        }
    }

    private void removeSurplus(SourceFilter wanted, MembershipCall call) {
        for (InetAddress source : held.sources()) {
            if (!wanted.sources().contains(source)) {
                add(call, source, held.without(source));
            }
        }
    }

    private int differences(SourceFilter wanted) {
        return missing(wanted, held) + missing(held, wanted);
    }

    private static int missing(SourceFilter from, SourceFilter in) {
        int missing = 0;
        for (InetAddress source : from.sources()) {
            missing += in.sources().contains(source) ? 0 : 1;
        }
        return missing;
    }

    private void add(MembershipCall call, @Nullable InetAddress source, SourceFilter after) {
        steps.add(new FilterStep(call, source, after));
        held = after;
    }

    private static InetAddress wildcard(int length) {
        try {
            return InetAddress.getByAddress(new byte[length]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
