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

    private final List<FilterStep> steps = new ArrayList<>(2);
    private final Family family;
    private final boolean wholeFilter;
    private SourceFilter held;

    private FilterSteps(SourceFilter held, Family family, boolean wholeFilter) {
        this.held = held;
        this.family = family;
        this.wholeFilter = wholeFilter;
    }

    /**
     * The steps from {@code held} to {@code wanted}, where {@link SourceFilter#NONE} means no membership.
     *
     * @param family the group's
     * @param wholeFilter whether to set whole filters ({@link MembershipCall#SET_FILTER})
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
        FilterSteps plan = new FilterSteps(held, family, wholeFilter);
        plan.change(wanted);
        return plan.steps;
    }

    private void change(SourceFilter wanted) {
        if (held.isEmpty()) {
            join(wanted);
        } else if (wholeFilter && (held.including() != wanted.including() || differences(wanted) > 1)) {
            set(wanted);
        } else if (held.including() == wanted.including()) {
            delta(wanted);
        } else {
            add(MembershipCall.LEAVE_GROUP, null, SourceFilter.NONE);
            join(wanted);
        }
    }

    private void join(SourceFilter wanted) {
        if (wanted.including()) {
            join(wanted, wanted.sources().iterator().next());
        } else if (wholeFilter && !wanted.sources().isEmpty()) {
            join(wanted, family == Family.IPV4 ? NOBODY4 : NOBODY6);
        } else {
            add(MembershipCall.JOIN_GROUP, null, SourceFilter.ANY_SOURCE);
            delta(wanted);
        }
    }

    /** By one source that may be accepted for a moment. */
    private void join(SourceFilter wanted, InetAddress first) {
        add(MembershipCall.JOIN_SOURCE_GROUP, first, SourceFilter.NONE.with(first));
        if (wholeFilter && !held.equals(wanted)) {
            set(wanted);
        } else {
            delta(wanted);
        }
    }

    private void set(SourceFilter wanted) {
        add(MembershipCall.SET_FILTER, null, wanted);
    }

    /** INCLUDE adds before it removes, lest the membership end; EXCLUDE removes first, which needs less room. */
    private void delta(SourceFilter wanted) {
        SourceFilter before = held;
        if (wanted.including()) {
            addMissing(before, wanted, MembershipCall.JOIN_SOURCE_GROUP);
            removeSurplus(before, wanted, MembershipCall.LEAVE_SOURCE_GROUP);
        } else {
            removeSurplus(before, wanted, MembershipCall.UNBLOCK_SOURCE);
            addMissing(before, wanted, MembershipCall.BLOCK_SOURCE);
        }
    }

    private void addMissing(SourceFilter before, SourceFilter wanted, MembershipCall call) {
        for (InetAddress source : wanted.sources()) {
            if (!before.sources().contains(source)) {
                add(call, source, held.plus(source));
            }
        }
    }

    private void removeSurplus(SourceFilter before, SourceFilter wanted, MembershipCall call) {
        for (InetAddress source : before.sources()) {
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
