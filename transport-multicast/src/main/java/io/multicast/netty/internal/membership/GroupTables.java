package io.multicast.netty.internal.membership;

import java.util.Set;

/**
 * The groups that the host's interfaces have, or why that can't be told.
 *
 * @param places all of them; empty when they can't be told
 * @param refusal why they can't be told; empty when they are
 */
public record GroupTables(Set<Place> places, String refusal) {
    /** Those. */
    public static GroupTables of(Set<Place> places) {
        return new GroupTables(places, "");
    }

    /** They can't be told. */
    public static GroupTables unknown(String refusal) {
        return new GroupTables(Set.of(), refusal);
    }

    /** Whether they are told. */
    public boolean isKnown() {
        return refusal.isEmpty();
    }
}
