package io.multicast.netty;

import io.multicast.netty.internal.membership.SourceFilter;
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

    InterfaceSelector selector() {
        return membership.networkInterface();
    }
}
