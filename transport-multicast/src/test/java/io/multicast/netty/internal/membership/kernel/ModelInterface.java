package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.network.AddressPrefix;
import io.multicast.netty.internal.network.InterfaceAddress;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.InterfaceState.Flag;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.testing.Ip;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An interface at one moment.
 *
 * @param name its name
 * @param up whether it is on
 * @param mtu its MTU
 * @param ipv6 whether IPv6 is switched on
 * @param moreAddresses whether it has a second address
 */
public record ModelInterface(String name, boolean up, int mtu, boolean ipv6, boolean moreAddresses) {
    static final int IPV6_MIN_MTU = 1280; // RFC 8200, section 5

    static ModelInterface named(String name) {
        return new ModelInterface(name, true, 1500, true, false);
    }

    ModelInterface renamed(String other) {
        return new ModelInterface(other, up, mtu, ipv6, moreAddresses);
    }

    ModelInterface up(boolean now) {
        return new ModelInterface(name, now, mtu, ipv6, moreAddresses);
    }

    /** IPv6 that was dropped comes back switched on. */
    ModelInterface mtu(int now) {
        return new ModelInterface(name, up, now, ipv6 || now < IPV6_MIN_MTU, moreAddresses);
    }

    ModelInterface ipv6(boolean now) {
        return new ModelInterface(name, up, mtu, now, moreAddresses);
    }

    ModelInterface moreAddresses(boolean now) {
        return new ModelInterface(name, up, mtu, ipv6, now);
    }

    boolean carriesIpv6() {
        return ipv6 && mtu >= IPV6_MIN_MTU;
    }

    InterfaceState state(int index) {
        Set<Flag> flags = EnumSet.of(Flag.MULTICAST, Flag.CARRIER);
        if (up) {
            flags.add(Flag.UP);
        }
        Map<Family, String> refusals = carriesIpv6() ? Map.of() : Map.of(Family.IPV6, "has no IPv6");
        return new InterfaceState(index, name, Set.of(), flags, "veth", null, mtu, refusals, addresses(index));
    }

    private List<InterfaceAddress> addresses(int index) {
        return Stream.of("10." + index + ".0.1", "10." + index + ".0.2")
                .limit(moreAddresses ? 2 : 1)
                .map(address -> InterfaceAddress.of(new AddressPrefix(Ip.ip(address), 24)))
                .toList();
    }
}
