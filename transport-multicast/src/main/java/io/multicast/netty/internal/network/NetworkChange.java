package io.multicast.netty.internal.network;

import java.util.HashSet;
import java.util.Set;

/**
 * What a watcher tells. Several that wait can be taken {@linkplain #then as one}.
 *
 * @param interfaces all that there are now
 * @param changed the indexes of those that are new, or were other than they are now or when it last told
 * @param deleted the indexes that were deleted since it last told; one that is among the interfaces again came back
 * @param routes whether routes were changed. Changes of interfaces and addresses move routes, too, of which the kernel does
 *     not tell one by one
 * @param missed whether word was lost: an interface may have been deleted, and have come back as it was
 */
public record NetworkChange(
        InterfaceList interfaces, Set<Integer> changed, Set<Integer> deleted, boolean routes, boolean missed) {
    /** Copies the sets; of the changed ones those count that are there. */
    public NetworkChange {
        Set<Integer> present = new HashSet<>(changed);
        present.retainAll(interfaces.indexes());
        changed = Set.copyOf(present);
        deleted = Set.copyOf(deleted);
    }

    /** The difference between two moments. */
    static NetworkChange between(InterfaceList before, InterfaceList now) {
        Set<Integer> changed = new HashSet<>();
        now.forEach(state -> {
            if (!state.equals(before.at(state.index()))) {
                changed.add(state.index());
            }
        });
        Set<Integer> deleted = new HashSet<>(before.indexes());
        deleted.removeAll(now.indexes());
        return new NetworkChange(now, changed, deleted, false, false);
    }

    /** Both in one: the newest interfaces, and all that happened. */
    public NetworkChange then(NetworkChange later) {
        return new NetworkChange(
                later.interfaces,
                union(changed, later.changed),
                union(deleted, later.deleted),
                routes || later.routes,
                missed || later.missed);
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    boolean isEmpty() {
        return isOfRoutesAlone() && !routes;
    }

    boolean isOfRoutesAlone() {
        return changed.isEmpty() && deleted.isEmpty() && !missed;
    }
}
