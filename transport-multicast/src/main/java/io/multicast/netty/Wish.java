package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import java.util.List;

/**
 * A membership as it was asked for, and what it has led to.
 *
 * @param membership with the user's selector and the filter wanted now
 * @param places where the group is joined for it
 */
record Wish(Membership membership, List<GroupOnInterface> places) {
    Wish {
        places = List.copyOf(places);
    }

    Wish filtered(SourceFilter filter) {
        return new Wish(membership.filtered(filter), places);
    }

    Wish at(List<GroupOnInterface> newPlaces) {
        return new Wish(membership, newPlaces);
    }

    Wish without(GroupOnInterface place) {
        return at(places.stream().filter(other -> !other.equals(place)).toList());
    }

    InterfaceSelector selector() {
        return membership.networkInterface();
    }
}
