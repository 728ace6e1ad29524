package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interface the system takes for a group when none is named. A system asks its routes anew at each call, so one that
 * was joined so could not be left once a route has moved: the interface is found first, and then named.
 */
final class DefaultInterface {
    private static final String UNKNOWN =
            "no route to the group is known, and the system does not tell which interface it would take; name one";

    private final MembershipKernel kernel;
    private final SystemTable table;
    private final Books books;
    private final PlaceCalls calls;

    DefaultInterface(MembershipKernel kernel, SystemTable table, Books books, PlaceCalls calls) {
        this.kernel = kernel;
        this.table = table;
        this.books = books;
        this.calls = calls;
    }

    /**
     * The interface of the route to the group, or 0 where that can't be known.
     *
     * @throws Refusal for calls that need to know
     */
    int index(MembershipCall call, Wish wish) {
        NetworkException unknown = null;
        try {
            int index = kernel.network().routeTo(wish.group(), 0);
            if (index != 0) {
                return index;
            }
        } catch (NetworkException e) {
            unknown = e;
        }
        if (call != MembershipCall.JOIN_GROUP) {
            throw refusal(call, wish, unknown)
                    .errno(unknown == null ? table.errnos().number(Errno.ENODEV) : unknown.errno())
                    .because(UNKNOWN);
        }
        return 0;
    }

    /**
     * Joins by the system's own choice, and looks where that was.
     *
     * @return the interface; what is held there by now is in the transaction
     */
    int join(Transaction transaction, GroupEdit edit, Wish wish) {
        FilterStep first = first(edit, wish);
        int errno = kernel.call(first.call(), wish.group(), 0, first.source());
        Answer answer = table.answers().of(first.call(), errno);
        if (answer == Answer.MEMBER_ALREADY) {
            return onlyOne(edit, first.call(), wish);
        }
        if (answer != Answer.OK) {
            throw refusal(first.call(), wish, null).errno(errno);
        }
        int found = locate(edit, first);
        if (found == 0) {
            calls.drop(wish.group(), 0);
            throw refusal(first.call(), wish, null).because(UNKNOWN);
        }
        transaction.hold(edit, found, first.after());
        return found;
    }

    /** What accepts too much for no moment; but where the group is held already, only JOIN_GROUP changes nothing there. */
    private FilterStep first(GroupEdit edit, Wish wish) {
        SourceFilter filter = edit.isHeld() ? SourceFilter.ANY_SOURCE : wish.filter();
        return FilterSteps.between(SourceFilter.NONE, filter, Family.of(wish.group()), calls.hasWholeFilter())
                .get(0);
    }

    /** The one interface on which the socket holds the group by that filter, and was not known to. */
    private int locate(GroupEdit edit, FilterStep joined) {
        try {
            List<Integer> found = kernel.network().interfaces().stream()
                    .map(InterfaceState::index)
                    .filter(index -> edit.held(index).isEmpty())
                    .filter(index -> holds(kernel.filter(new Place(edit.group(), index)), joined.after()))
                    .toList();
            return found.size() == 1 ? found.get(0) : 0;
        } catch (NetworkException e) {
            return 0;
        }
    }

    private static boolean holds(FilterAnswer answer, SourceFilter filter) {
        return answer.isHeld() && answer.filter().equals(filter);
    }

    private int onlyOne(GroupEdit edit, MembershipCall call, Wish wish) {
        List<Integer> held = edit.indexes();
        if (held.size() != 1) {
            throw refusal(call, wish, null).because(UNKNOWN);
        }
        return held.get(0);
    }

    private Refusal refusal(MembershipCall call, Wish wish, @Nullable NetworkException cause) {
        return Refusal.of(call, wish.group(), cause).held(books.held(Family.of(wish.group())));
    }
}
