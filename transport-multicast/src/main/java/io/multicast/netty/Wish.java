package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import java.util.HashSet;
import java.util.Set;

/**
 * A membership as it was asked for, and the interfaces that it has led to.
 *
 * @param membership with the user's selector and the filter wanted now
 * @param indexes the interfaces on which the group is joined for it
 */
record Wish(Membership membership, Set<Integer> indexes) {
    Wish {
        indexes = Set.copyOf(indexes);
    }

    Wish filtered(SourceFilter filter) {
        return new Wish(membership.filtered(filter), indexes);
    }

    Wish on(Set<Integer> newIndexes) {
        return new Wish(membership, newIndexes);
    }

    Wish without(int index) {
        Set<Integer> fewer = new HashSet<>(indexes);
        fewer.remove(index);
        return on(fewer);
    }

    /** The one place that it has led to. */
    GroupOnInterface only() {
        return new GroupOnInterface(membership.group(), indexes.iterator().next());
    }

    /** Whether it has led to that interface. */
    boolean has(GroupOnInterface key) {
        return indexes.contains(key.index());
    }

    InterfaceSelector selector() {
        return membership.networkInterface();
    }
}
