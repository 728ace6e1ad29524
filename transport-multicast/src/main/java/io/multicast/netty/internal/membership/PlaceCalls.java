package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Makes the calls that lead from what the kernel holds at a place to what is wanted there. */
final class PlaceCalls {
    private final MembershipKernel kernel;
    private final SystemTable table;
    private final Books books;
    private final boolean wholeFilter;

    PlaceCalls(MembershipKernel kernel, SystemTable table, Books books) {
        this.kernel = kernel;
        this.table = table;
        this.books = books;
        wholeFilter = table.calls().containsKey(MembershipCall.SET_FILTER);
    }

    boolean hasWholeFilter() {
        return wholeFilter;
    }

    /** What that answer to that refusal's call means. */
    Answer meaning(Refusal refusal) {
        MembershipCall call = refusal.call();
        return call == null ? Answer.REFUSED : table.answers().of(call, refusal.errno());
    }

    /**
     * Makes what is held on an interface what is wanted there, or leaves it as it was. The edit notes what the kernel has
     * taken, call by call.
     *
     * @throws Refusal when it could not be changed; what could not be taken back is among its suppressed
     */
    void change(GroupEdit edit, int index, SourceFilter wanted) {
        SourceFilter before = edit.held(index);
        try {
            lead(edit, index, wanted);
        } catch (Refusal e) {
            undo(edit, index, before, e);
            throw e;
        }
    }

    /** Takes back what was done there; a failure is added to the one that is the reason. */
    void undo(GroupEdit edit, int index, SourceFilter before, Refusal because) {
        try {
            lead(edit, index, before);
        } catch (Refusal e) {
            because.addSuppressed(e);
        }
    }

    private void lead(GroupEdit edit, int index, SourceFilter wanted) {
        Place place = new Place(edit.group(), index);
        for (FilterStep step : FilterSteps.between(edit.held(index), wanted, Family.of(edit.group()), wholeFilter)) {
            try {
                step(place, step);
            } catch (Refusal e) {
                throw e.sources(step.after().sources().size());
            }
            edit.hold(index, step.after());
        }
    }

    private void step(Place place, FilterStep step) {
        if (step.call() == MembershipCall.SET_FILTER) {
            require(kernel.setFilter(place, step.after()), step.call(), place.group(), place.index(), null);
        } else if (step.call() == MembershipCall.LEAVE_GROUP) {
            leave(place.group(), place.index());
        } else {
            call(step.call(), place.group(), place.index(), step.source());
        }
    }

    /** Joins the group for any source. */
    void join(InetAddress group, int index) {
        call(MembershipCall.JOIN_GROUP, group, index, null);
    }

    /** Leaves a group; one that other means have left, or that went with its interface, is left. */
    void leave(InetAddress group, int index) {
        int errno = kernel.call(MembershipCall.LEAVE_GROUP, group, index, null);
        Answer answer = table.answers().of(MembershipCall.LEAVE_GROUP, errno);
        if (answer != Answer.NOT_MEMBER && answer != Answer.NO_INTERFACE) {
            require(errno, MembershipCall.LEAVE_GROUP, group, index, null);
        }
    }

    /** Leaves what the kernel has dropped with its interface, and may hold the room for; whatever it answers. */
    void drop(InetAddress group, int index) {
        kernel.call(MembershipCall.LEAVE_GROUP, group, index, null);
    }

    /** One call, as it is; the answer is the kernel's. */
    void call(MembershipCall call, InetAddress group, int index, @Nullable InetAddress source) {
        require(kernel.call(call, group, index, source), call, group, index, source);
    }

    private void require(int errno, MembershipCall call, InetAddress group, int index, @Nullable InetAddress source) {
        if (errno != 0) {
            throw refusal(call, group).from(source).on(index, name(index)).errno(errno);
        }
    }

    Refusal refusal(MembershipCall call, InetAddress group) {
        return Refusal.of(call, group).held(books.held(Family.of(group)));
    }

    @Nullable
    String name(int index) {
        return index == 0 ? null : kernel.names().nameOf(index);
    }
}
