package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.IFF_LOOPBACK;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_LOWER_UP;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_MULTICAST;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_POINTOPOINT;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_UP;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the messages of the two dumps together. */
final class InterfaceDump {
    private static final String BRIDGE = "bridge";

    private final Map<Integer, LinkMessage> links = new TreeMap<>();
    private final Map<Integer, List<AddressPrefix>> addresses = new HashMap<>();
    private final Set<Integer> masters = new HashSet<>();

    void add(NetlinkMessage message) {
        if (message.type() == RTM_NEWLINK) {
            add(LinkMessage.of(message.body()));
        } else if (message.type() == RTM_NEWADDR) {
            add(AddressMessage.of(message.body()));
        }
    }

    private void add(@Nullable LinkMessage link) {
        if (link != null) {
            links.put(link.index(), link);
            masters.add(link.master());
        }
    }

    private void add(@Nullable AddressMessage address) {
        if (address != null) {
            addresses
                    .computeIfAbsent(address.index(), index -> new ArrayList<>())
                    .add(address.prefix());
        }
    }

    /** The interfaces in the order of their indexes. */
    List<InterfaceState> states() {
        return links.values().stream().map(this::state).toList();
    }

    private InterfaceState state(LinkMessage link) {
        return new InterfaceState(
                link.index(),
                link.name(),
                link.has(IFF_UP),
                hasCarrier(link),
                link.has(IFF_LOOPBACK),
                link.has(IFF_POINTOPOINT),
                link.has(IFF_MULTICAST),
                link.kind(),
                addresses.getOrDefault(link.index(), List.of()));
    }

    /**
     * IFF_LOWER_UP tells at once, where IFF_RUNNING may come a second late. A bridge without ports has it from being
     * switched on until the first port came and went, or its MAC address was set: there is no link all the same.
     */
    private boolean hasCarrier(LinkMessage link) {
        return link.has(IFF_LOWER_UP) && (!link.kind().equals(BRIDGE) || masters.contains(link.index()));
    }
}
