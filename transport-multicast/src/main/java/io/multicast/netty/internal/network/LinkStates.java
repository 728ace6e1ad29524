package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.IFF_LOOPBACK;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_LOWER_UP;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_MULTICAST;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_POINTOPOINT;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_UP;

import io.multicast.netty.internal.network.InterfaceState.Flag;
import io.multicast.netty.internal.network.InterfaceState.Master;
import io.multicast.netty.internal.option.Family;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what the kernel says of a link, its addresses and its master to the state of an interface. */
final class LinkStates {
    private static final String BRIDGE = "bridge";
    private static final Map<Flag, Integer> FLAGS = Map.of(
            Flag.UP, IFF_UP,
            Flag.LOOPBACK, IFF_LOOPBACK,
            Flag.POINT_TO_POINT, IFF_POINTOPOINT,
            Flag.MULTICAST, IFF_MULTICAST);

    private static final int IPV4_MTU = 68; // RFC 791, section 3.2
    private static final int IPV6_MTU = 1280; // RFC 8200, section 5

    private LinkStates() {}

    static InterfaceState of(LinkMessage link, InterfaceTable table) {
        List<InterfaceAddress> addresses = List.copyOf(table.addresses(link.index()));
        return new InterfaceState(
                link.index(),
                link.name(),
                otherNames(link, addresses),
                flags(link, table),
                link.kind(),
                master(link, table),
                link.mtu(),
                refusals(link),
                addresses);
    }

    private static Set<String> otherNames(LinkMessage link, List<InterfaceAddress> addresses) {
        Set<String> names = new HashSet<>(link.otherNames());
        addresses.forEach(address -> names.add(address.label()));
        names.removeAll(Set.of("", link.name()));
        return names;
    }

    private static Set<Flag> flags(LinkMessage link, InterfaceTable table) {
        Set<Flag> flags = FLAGS.entrySet().stream()
                .filter(flag -> link.has(flag.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (hasCarrier(link, table)) {
            flags.add(Flag.CARRIER);
        }
        return flags;
    }

    /**
     * IFF_LOWER_UP tells at once, where IFF_RUNNING may come a second late. A bridge without ports has it from being
     * switched on until the first port came and went, or its MAC address was set: there is no link all the same.
     */
    private static boolean hasCarrier(LinkMessage link, InterfaceTable table) {
        return link.has(IFF_LOWER_UP) && (!link.kind().equals(BRIDGE) || table.hasPorts(link.index()));
    }

    private static @Nullable Master master(LinkMessage link, InterfaceTable table) {
        if (link.master() == 0) {
            return null;
        }
        LinkMessage master = table.link(link.master());
        return new Master(
                link.master(),
                master == null ? "" : master.name(),
                link.masterKind().isEmpty() && master != null ? master.kind() : link.masterKind());
    }

    private static Map<Family, String> refusals(LinkMessage link) {
        Map<Family, String> refusals = new EnumMap<>(Family.class);
        refuse(refusals, Family.IPV4, link.ipv4(), IPV4_MTU, link.mtu());
        refuse(refusals, Family.IPV6, link.ipv6(), IPV6_MTU, link.mtu());
        return refusals;
    }

    private static void refuse(Map<Family, String> refusals, Family family, boolean on, int least, int mtu) {
        String name = family == Family.IPV4 ? "IPv4" : "IPv6";
        if (mtu > 0 && mtu < least) {
            refusals.put(family, "has an MTU of " + mtu + ", and " + name + " needs " + least);
        } else if (!on) {
            refusals.put(family, "has " + name + " switched off");
        }
    }
}
