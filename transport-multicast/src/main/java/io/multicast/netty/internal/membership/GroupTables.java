package io.multicast.netty.internal.membership;

import java.util.Set;

/**
 * The groups that the host's interfaces have, or why that can't be told.
 *
 * @param isKnown whether they are told
 * @param places all of them; none when they can't be told
 * @param refusal why they can't be told now; empty when they are, and where the system has no such tables
 */
public record GroupTables(boolean isKnown, Set<Place> places, String refusal) {
    /** The system has none. */
    public static final GroupTables NONE = new GroupTables(false, Set.of(), "");

    /** Those. */
    public static GroupTables of(Set<Place> places) {
        return new GroupTables(true, places, "");
    }

    /** They can't be told now. */
    public static GroupTables unknown(String refusal) {
        return new GroupTables(false, Set.of(), refusal);
    }
}
