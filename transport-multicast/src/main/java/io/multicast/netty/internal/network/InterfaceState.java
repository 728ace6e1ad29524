package io.multicast.netty.internal.network;

import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface at one moment.
 *
 * @param index its index
 * @param name its name
 * @param otherNames alternative names, and the labels of its addresses
 * @param flags what it is and can do
 * @param kind what the system says it is, such as "bridge", "tun", "tap" or "veth"; empty where it says nothing
 * @param master what it is a port of, or null
 * @param mtu the largest packet, in bytes; 0 where the system does not say
 * @param refusals the families that it does not carry, and why not
 * @param addresses its addresses
 */
public record InterfaceState(
        int index,
        String name,
        Set<String> otherNames,
        Set<Flag> flags,
        String kind,
        @Nullable Master master,
        int mtu,
        Map<Family, String> refusals,
        List<InterfaceAddress> addresses) {
    /** What an interface is and can do. */
    public enum Flag {
        /** It is switched on. */
        UP,
        /** It has a link. */
        CARRIER,
        /** It is the loopback. */
        LOOPBACK,
        /** It has just one peer. */
        POINT_TO_POINT,
        /** It says that it can do multicast. */
        MULTICAST
    }

    /**
     * What an interface is a port of.
     *
     * @param index the master's
     * @param name the master's, empty when it is not known
     * @param kind such as "bridge", "bond", "team" or "vrf"
     */
    public record Master(int index, String name, String kind) {}

    /** Copies the collections. */
    public InterfaceState {
        otherNames = Set.copyOf(otherNames);
        flags = Set.copyOf(flags);
        refusals = Map.copyOf(refusals);
        addresses = List.copyOf(addresses);
    }

    /** Whether it is switched on. */
    public boolean up() {
        return flags.contains(Flag.UP);
    }

    /** Whether it has a link. */
    public boolean carrier() {
        return flags.contains(Flag.CARRIER);
    }

    /** Whether it is the loopback. */
    public boolean loopback() {
        return flags.contains(Flag.LOOPBACK);
    }

    /** Whether it has just one peer. */
    public boolean pointToPoint() {
        return flags.contains(Flag.POINT_TO_POINT);
    }

    /** Whether it says that it can do multicast. */
    public boolean multicast() {
        return flags.contains(Flag.MULTICAST);
    }

    /** Whether that is one of its names. */
    public boolean isNamed(String wanted) {
        return name.equals(wanted) || otherNames.contains(wanted);
    }

    /** Whether that is one of its addresses, whatever the scope. */
    public boolean has(InetAddress address) {
        return addresses.stream().anyMatch(own -> own.prefix().hasAddress(address));
    }
}
