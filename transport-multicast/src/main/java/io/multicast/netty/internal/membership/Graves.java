package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds the memberships that went with their interface, or that the kernel dropped while it stayed. */
final class Graves {
    private final MembershipKernel kernel;
    private final Books books;
    private final Concern concern;

    Graves(MembershipKernel kernel, Books books, Concern concern) {
        this.kernel = kernel;
        this.books = books;
        this.concern = concern;
    }

    List<Place> find() {
        List<Place> dead = new ArrayList<>();
        List<Place> doubtful = new ArrayList<>();
        boolean doubts = concern.hasDoubts();
        for (InetAddress group : books.groups()) {
            GroupState state = books.get(group);
            if (state instanceof GroupState.Simple simple) {
                sort(group, simple.index(), doubts, dead, doubtful);
            } else if (state != null) {
                state.indexes().forEach(index -> sort(group, index, doubts, dead, doubtful));
            }
        }
        if (!doubtful.isEmpty()) {
            GroupTables tables = kernel.groups().get();
            doubtful.stream()
                    .filter(place -> tables.isKnown() && !tables.places().contains(place))
                    .forEach(dead::add);
        }
        return dead;
    }

    private void sort(InetAddress group, int index, boolean doubts, List<Place> dead, List<Place> doubtful) {
        if (concern.isGone(index)) {
            dead.add(new Place(group, index));
        } else if (doubts && concern.isDoubtful(index)) {
            doubtful.add(new Place(group, index));
        }
    }
}
