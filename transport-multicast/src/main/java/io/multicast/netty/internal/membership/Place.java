package io.multicast.netty.internal.membership;

import java.net.InetAddress;

/**
 * What a kernel keeps a membership under: a group on one interface.
 *
 * @param group the group, without a scope
 * @param index the index of the interface; never 0, which would leave it to the system
 */
public record Place(InetAddress group, int index) {
    /** Refuses an index that is none. */
    public Place {
        if (index < 1) {
            throw new IllegalArgumentException("an interface has an index of 1 or more, not " + index);
        }
    }
}
