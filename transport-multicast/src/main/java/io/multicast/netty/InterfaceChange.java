package io.multicast.netty;

import java.util.List;
import java.util.Set;

/**
 * What has become of the host's interfaces, see {@link NetworkInterfaces#watch}.
 *
 * @param interfaces all that there are now, in the order of their indexes
 * @param changed those of them that are new, or that were changed since the last word; when word of changes was lost, all
 * @param deleted the indexes of those that were deleted since the last word; one that is among the interfaces again is
 *     another interface, or the same that was made anew: nothing that was bound to it works any longer
 */
public record InterfaceChange(List<InterfaceInfo> interfaces, List<InterfaceInfo> changed, Set<Integer> deleted) {
    /**
     * Copies the collections.
     *
     * @param interfaces all that there are now
     * @param changed those of them that are new or changed
     * @param deleted the indexes of those that were deleted
     */
    public InterfaceChange {
        interfaces = List.copyOf(interfaces);
        changed = List.copyOf(changed);
        deleted = Set.copyOf(deleted);
    }
}
