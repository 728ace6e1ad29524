package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is wanted and held by the books with what the kernel holds, for the socket and for its interfaces, and tells
 * what is not so apart from what can't be asked. In slices, on the event loop.
 */
public final class Diagnosis {
    private final MembershipKernel kernel;
    private final SystemTable table;
    private final Books books;
    private final @Nullable Follower follower;
    private final GroupTables tables;
    private final Binding binding;
    private final @Nullable InterfaceList interfaces;
    private final Iterator<InetAddress> groups;
    private final List<Finding> found = new ArrayList<>();
    private boolean askable = true;
    private boolean tablesTold;

    Diagnosis(
            MembershipKernel kernel, SystemTable table, Books books, @Nullable Follower follower, GroupTables tables) {
        this.kernel = kernel;
        this.table = table;
        this.books = books;
        this.follower = follower;
        this.tables = tables;
        binding = kernel.binding();
        interfaces = interfaces(kernel);
        groups = new ArrayList<>(books.groups()).iterator();
    }

    private static @Nullable InterfaceList interfaces(MembershipKernel kernel) {
        try {
            return kernel.network().interfaces();
        } catch (NetworkException e) {
            return null;
        }
    }

    /**
     * Works for about that long.
     *
     * @return whether there is more to do
     */
    public boolean work(long nanos) {
        long start = System.nanoTime();
        while (groups.hasNext() && System.nanoTime() - start < nanos) {
            InetAddress group = groups.next();
            GroupState state = books.get(group);
            if (state != null) {
                check(group, state);
            }
        }
        return groups.hasNext();
    }

    /** Everything that was found. */
    public List<Finding> found() {
        return List.copyOf(found);
    }

    private void check(InetAddress group, GroupState state) {
        state.asked().forEach(asked -> wanted(asked, state));
        for (int index : state.indexes()) {
            Wish shown = Books.shown(
                    group, GroupEdit.shown(state.asked(), index), index, state.name(index), state.filter(index));
            Place place = new Place(group, index);
            held(shown, place);
            listed(shown, place);
            Bindings.objection(binding, place, interfaces).ifPresent(text -> add(shown, text));
        }
    }

    private void wanted(Asked asked, GroupState state) {
        Wish wish = asked.wish();
        asked.indexes().stream()
                .filter(index -> state.filter(index).isEmpty())
                .forEach(index -> add(wish, "not joined on " + name(index) + because(new Place(wish.group(), index))));
        if (asked.indexes().isEmpty()) {
            add(wish, "wanted, but joined on no interface now");
        }
    }

    private String because(Place place) {
        Refusal refusal = follower == null ? null : follower.failure(place);
        if (refusal == null) {
            return carries(place) ? "" : ": " + incapable(place);
        }
        String errno = refusal.errno() == 0 ? "" : ": " + table.errnos().name(refusal.errno());
        return errno + (refusal.reason() == null ? "" : ": " + refusal.reason());
    }

    /** The socket's own filter. */
    private void held(Wish shown, Place place) {
        if (!askable) {
            return;
        }
        FilterAnswer answer = kernel.filter(place);
        String errno = answer.errno() == 0 ? "" : " (" + table.errnos().name(answer.errno()) + ")";
        if (answer.isNotHeld()) {
            add(shown, "the kernel does not hold it for this socket" + errno);
        } else if (answer.isHeld() && !answer.filter().equals(shown.filter())) {
            add(shown, "the kernel holds the filter " + answer.filter());
        } else if (!answer.isHeld()) {
            askable = false;
            if (answer.errno() != 0) {
                add(
                        shown,
                        "could not be checked, nor any other: the kernel does not tell the filters of a socket"
                                + errno);
            }
        }
    }

    /** What the interface listens to, for whatever socket. */
    private void listed(Wish shown, Place place) {
        if (tables.isKnown()) {
            if (!tables.places().contains(place)) {
                add(shown, unlisted(place));
            }
        } else if (!tablesTold && !tables.refusal().isEmpty()) {
            tablesTold = true;
            add(
                    shown,
                    "could not be checked, nor any other: the groups of the interfaces can't be read: "
                            + tables.refusal());
        }
    }

    private String unlisted(Place place) {
        InterfaceState state = state(place.index());
        if (interfaces != null && state == null) {
            return "its interface, index " + place.index() + ", is gone";
        }
        if (!carries(place)) {
            return name(place.index()) + " does not have the group: " + incapable(place);
        }
        return name(place.index())
                + " does not have the group: since the join it was deleted and made anew, or it could not" + " carry "
                + Family.of(place.group()) + " for a while";
    }

    private boolean carries(Place place) {
        InterfaceState state = state(place.index());
        return state == null || !state.refusals().containsKey(Family.of(place.group()));
    }

    private String incapable(Place place) {
        return "the interface "
                + Objects.requireNonNull(state(place.index())).refusals().get(Family.of(place.group()));
    }

    private @Nullable InterfaceState state(int index) {
        return interfaces == null ? null : interfaces.at(index);
    }

    private String name(int index) {
        InterfaceState state = state(index);
        return state == null ? "interface " + index : state.name() + " (index " + index + ")";
    }

    private void add(Wish membership, String text) {
        found.add(new Finding(membership, text));
    }
}
