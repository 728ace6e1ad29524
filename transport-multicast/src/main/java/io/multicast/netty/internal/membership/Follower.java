package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.option.Refusal;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the wishes of one socket true while the network changes. Changes that come while it works are merged. Each is worked
 * off in this order, in slices, the books being true after each: what went with its interface is buried (LOST), wishes that
 * the change can concern are led anew, what they lead to now is joined, what they lead to no more is left. Event loop only.
 */
public final class Follower {
    private static final long LOOK_PAUSE = 1_000_000_000;

    private final MembershipKernel kernel;
    private final Books books;
    private final Resolver resolver;
    private final PlaceUpdates updates;
    private final Failing failing = new Failing();
    private final Runnable wake;

    private final Deque<Place> dead = new ArrayDeque<>();
    private final Deque<InetAddress> groups = new ArrayDeque<>();
    private final Set<Place> joins = new LinkedHashSet<>();
    private final Map<Place, Wish> leaves = new LinkedHashMap<>(); // with what led there
    private final Set<InetAddress> unseen = new LinkedHashSet<>(); // where the network could not be asked
    private long lookAgain;
    private @Nullable NetworkChange waiting;
    private Concern concern;
    private boolean routes;

    Follower(
            MembershipKernel kernel,
            Books books,
            PlaceCalls calls,
            Resolver resolver,
            Observer observer,
            InterfaceList interfaces,
            Runnable wake) {
        this.kernel = kernel;
        this.books = books;
        this.resolver = resolver;
        this.wake = wake;
        updates = new PlaceUpdates(kernel, books, calls, observer, failing, interfaces);
        concern = Concern.none(interfaces);
        books.groups().forEach(group -> note(List.of(new GroupEdit(group, books.get(group)))));
    }

    /** Takes note of a change, to be worked off. */
    public void change(NetworkChange change) {
        waiting = waiting == null ? change : waiting.then(change);
    }

    /** Whether word of routes is needed: some wish goes by them. */
    public boolean needsRoutes() {
        return routes;
    }

    /** How long until something is to be tried again, in nanoseconds; -1 for never. */
    public long pause() {
        long now = System.nanoTime();
        long pause = failing.pause(now);
        if (unseen.isEmpty()) {
            return pause;
        }
        long look = Math.max(0, lookAgain - now);
        return pause < 0 ? look : Math.min(pause, look);
    }

    /**
     * Works on what there is to do, for about that long.
     *
     * @return whether there is more to do; others should have their turn first
     */
    public boolean work(long nanos) {
        long start = System.nanoTime();
        do {
            boolean burying = !dead.isEmpty();
            if (!step()) {
                return false;
            }
            if (burying && dead.isEmpty()) {
                return true; // the dead of other sockets come before any join: a late leave would undo it
            }
        } while (System.nanoTime() - start < nanos);
        return true;
    }

    private boolean step() {
        if (!dead.isEmpty()) {
            Place place = dead.remove();
            updates.bury(place, concern.isGone(place.index()));
            freed(true); // whatever the system answered: it may have dropped the membership itself
        } else if (!groups.isEmpty()) {
            lead(groups.remove());
        } else if (!joins.isEmpty()) {
            Place place = joins.iterator().next();
            joins.remove(place);
            updates.update(place, null, concern);
        } else if (!leaves.isEmpty()) {
            Place place = leaves.keySet().iterator().next();
            updates.update(place, leaves.remove(place), concern);
            freed(true);
        } else if (waiting != null) {
            begin(waiting);
        } else {
            return retry();
        }
        return true;
    }

    private void begin(NetworkChange change) {
        waiting = null;
        concern = Concern.of(concern.interfaces(), change);
        updates.begin(change.interfaces());
        Graves graves = new Graves(kernel, books, concern);
        dead.addAll(graves.find());
        for (InetAddress group : books.groups()) {
            GroupState state = books.get(group);
            if (state != null && concern.isOf(state)) {
                groups.add(group);
            }
        }
    }

    private boolean retry() {
        long now = System.nanoTime();
        Set<InetAddress> again =
                failing.due(now).stream().map(Place::group).collect(Collectors.toCollection(LinkedHashSet::new));
        if (lookAgain - now <= 0) {
            again.addAll(unseen);
            unseen.clear();
        }
        again.stream().filter(group -> books.get(group) == null).forEach(this::forget);
        groups.addAll(again);
        if (again.isEmpty()) {
            return false;
        }
        concern = Concern.none(concern.interfaces());
        updates.begin(concern.interfaces());
        return true;
    }

    private void forget(InetAddress group) {
        failing.retain(place -> !place.group().equals(group));
    }

    /** Finds out where the wishes of a group lead to now. */
    private void lead(InetAddress group) {
        GroupState state = books.get(group);
        if (state == null) {
            return;
        }
        List<Asked> led = new ArrayList<>();
        for (Asked one : state.asked()) {
            Resolution found = concern.resolve(resolver, one);
            if (found == null) { // an incomplete look changes nothing
                unseen.add(group);
                lookAgain = System.nanoTime() + LOOK_PAUSE;
                return;
            }
            led.add(found.leadsTo(one.indexes()) ? one : one.at(found.indexes()));
        }
        if (!state.isSettled() || !led.equals(state.asked())) {
            lead(state, new GroupEdit(group, state), led);
        } else {
            forget(group); // else what failed and is not wanted any more would be due for ever
        }
    }

    private void lead(GroupState state, GroupEdit edit, List<Asked> led) {
        InetAddress group = edit.group();
        edit.replaceAll(led);
        books.put(group, edit.done());
        failing.retain(place -> !place.group().equals(group) || isWanted(edit, place.index()));
        for (int index : edit.differences()) {
            Place place = new Place(group, index);
            if (edit.wanted(index).isEmpty()) {
                leaves.put(place, GroupEdit.shown(state.asked(), index));
            } else {
                joins.add(place);
            }
        }
    }

    private static boolean isWanted(GroupEdit edit, int index) {
        return !edit.wanted(index).equals(edit.held(index));
    }

    /** A call changed what is held on an interface. */
    void changed(GroupEdit edit, int index, SourceFilter before) {
        updates.changed(edit, index, before);
        freed(edit.held(index).isEmpty());
    }

    /** A call joined a group. */
    void joined(Wish wish, int index) {
        updates.joined(wish, index);
        noteRoutes(wish);
    }

    /** A call left a group. */
    void left(Wish wish, int index) {
        updates.left(wish, index);
        freed(true);
    }

    /** A call left out an interface that could not be joined; it will be tried again. */
    void refused(Refused one) {
        if (one.refusal().errno() != 0) {
            updates.failed(one.wish(), one.refusal());
            wake.run();
        }
    }

    /** A call changed the wishes of these groups. */
    void note(Collection<GroupEdit> edits) {
        for (GroupEdit edit : edits) {
            edit.asked().forEach(one -> noteRoutes(one.wish()));
        }
    }

    private void noteRoutes(Wish wish) {
        if (!routes && wish.selector().goesByRoutes()) {
            routes = true;
            wake.run();
        }
    }

    private void freed(boolean room) {
        if (room && failing.retryLimited(System.nanoTime())) {
            wake.run();
        }
    }

    /** Why a place is not as it is wanted, or null. */
    @Nullable
    Refusal failure(Place place) {
        Failing.Failure failure = failing.get(place);
        return failure == null ? null : failure.refusal();
    }

    /** The interfaces as they were when last looked at. */
    @Nullable
    InterfaceState at(int index) {
        return concern.interfaces().at(index);
    }
}
