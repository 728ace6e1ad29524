package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Family;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one change of the network can concern, and where selectors lead to after it. */
final class Concern {
    private final InterfaceList before;
    private final NetworkChange change;
    private final Set<String> names = new HashSet<>();
    private final Set<Integer> touched = new HashSet<>();
    private final Choices choices;

    private Concern(InterfaceList before, NetworkChange change) {
        this.before = before;
        this.change = change;
        choices = Choices.among(change.interfaces());
        touched.addAll(change.changed());
        touched.addAll(change.deleted());
        for (int index : change.changed()) {
            InterfaceState state = change.interfaces().at(index);
            if (state != null) {
                names.add(state.name());
                names.addAll(state.otherNames());
            }
        }
    }

    static Concern of(InterfaceList before, NetworkChange change) {
        return new Concern(before, change);
    }

    /** Nothing has changed. */
    static Concern none(InterfaceList interfaces) {
        return of(interfaces, new NetworkChange(interfaces, Set.of(), Set.of(), false, false));
    }

    InterfaceList interfaces() {
        return change.interfaces();
    }

    /** Whether that interface itself changed. */
    boolean isChanged(int index) {
        return change.missed() || touched.contains(index);
    }

    /** Whether that interface was deleted; it may be there again. One that was never seen may be too new to be. */
    boolean isGone(int index) {
        boolean seen = before.at(index) != null || change.missed();
        return change.deleted().contains(index) || (seen && interfaces().at(index) == null);
    }

    /**
     * Whether the kernel may have dropped memberships there though the interface stayed: it does when the interface can't
     * carry a family for a while. One that is as it was has been otherwise in between.
     */
    boolean isDoubtful(int index) {
        if (change.missed()) {
            return true;
        }
        InterfaceState old = before.at(index);
        InterfaceState now = interfaces().at(index);
        return change.changed().contains(index)
                && old != null
                && now != null
                && (old.equals(now) || old.mtu() != now.mtu() || !old.refusals().equals(now.refusals()));
    }

    boolean hasDoubts() {
        return change.missed() || change.changed().stream().anyMatch(this::isDoubtful);
    }

    /** Whether wishes of that group may lead elsewhere now, or have to be had again. */
    boolean isOf(GroupState state) {
        if (state instanceof GroupState.Simple simple) {
            return isOf(simple.wish().selector()) || isChanged(simple.index());
        }
        return state.asked().stream()
                .anyMatch(one ->
                        isOf(one.wish().selector()) || one.indexes().stream().anyMatch(this::isChanged));
    }

    private boolean isOf(Selector selector) {
        InterfaceId id = selector.id();
        if (change.missed()) {
            return true;
        }
        if (id == null || id.address() != null) {
            return !touched.isEmpty() || (change.routes() && selector.goesByRoutes());
        }
        return id.name() == null ? touched.contains(id.index()) : names.contains(id.name());
    }

    /** Those that were not deleted; another may have an index of those that were. */
    private List<Integer> staying(List<Integer> indexes) {
        return indexes.stream().filter(index -> !isGone(index)).toList();
    }

    /** Where it leads to now, or null when that can't be said: then nothing is changed. */
    @Nullable
    Resolution resolve(Resolver resolver, Asked asked) {
        Wish wish = asked.wish();
        try {
            if (wish.selector().isSingle() || wish.selector().goesByRoutes()) {
                return resolver.among(interfaces(), wish, staying(asked.indexes()));
            }
            return choices.get(
                    wish.selector(),
                    Family.of(wish.group()),
                    () -> resolver.among(interfaces(), wish, asked.indexes()));
        } catch (NetworkException e) {
            return null;
        }
    }
}
