package io.multicast.netty.internal.network;

import java.util.List;

/**
 * An interface at one moment.
 *
 * @param index its index
 * @param name its name
 * @param up whether it is switched on
 * @param carrier whether it has a link
 * @param loopback whether it is the loopback
 * @param pointToPoint whether it has just one peer
 * @param multicast whether it says that it can do multicast
 * @param kind what the system says it is, such as "bridge", "tun" or "veth"; empty where it says nothing
 * @param addresses its addresses
 */
public record InterfaceState(
        int index,
        String name,
        boolean up,
        boolean carrier,
        boolean loopback,
        boolean pointToPoint,
        boolean multicast,
        String kind,
        List<AddressPrefix> addresses) {
    /** Copies the addresses. */
    public InterfaceState {
        addresses = List.copyOf(addresses);
    }
}
