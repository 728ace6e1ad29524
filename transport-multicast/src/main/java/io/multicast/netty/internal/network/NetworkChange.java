package io.multicast.netty.internal.network;

import java.util.List;
import java.util.Set;

/**
 * What a watcher tells.
 *
 * @param interfaces all that there are now
 * @param deleted the indexes that were deleted since it last told; one that is among the interfaces again came back
 */
public record NetworkChange(List<InterfaceState> interfaces, Set<Integer> deleted) {
    /** Copies the collections. */
    public NetworkChange {
        interfaces = List.copyOf(interfaces);
        deleted = Set.copyOf(deleted);
    }
}
