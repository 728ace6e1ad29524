package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a selector leads to.
 *
 * @param taken the interfaces
 * @param incapable those that it would take if they could carry the group's family, and why they can't
 */
record Resolution(List<Taken> taken, Map<Taken, String> incapable) {
    /**
     * An interface.
     *
     * @param index its index; 0 where only the system knows
     * @param name its name, or null when it is not known
     */
    record Taken(int index, @Nullable String name) {
        static Taken of(InterfaceState state) {
            return new Taken(state.index(), state.name());
        }
    }

    static Resolution nowhere() {
        return new Resolution(List.of(), Map.of());
    }

    static Resolution of(int index, @Nullable String name) {
        return new Resolution(List.of(new Taken(index, name)), Map.of());
    }

    /** Only the system knows where. */
    boolean isUnknown() {
        return taken.size() == 1 && taken.get(0).index() == 0;
    }

    /** Whether it is just there. */
    boolean leadsTo(List<Integer> indexes) {
        if (taken.size() != indexes.size()) {
            return false;
        }
        for (int i = 0; i < indexes.size(); i++) {
            if (taken.get(i).index() != indexes.get(i)) {
                return false;
            }
        }
        return true;
    }

    List<Integer> indexes() {
        return taken.stream().map(Taken::index).collect(Collectors.toList());
    }
}
