package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_INET6;
import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_UP;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the kernel's messages amount to, be they of a dump or of changes. */
final class InterfaceTable {
    private final Map<Integer, LinkMessage> links = new TreeMap<>();
    private final Map<Integer, Map<AddressMessage.Id, InterfaceAddress>> addresses = new HashMap<>();
    private final Map<Integer, InterfaceState> states = new HashMap<>(); // made anew when something of it changes
    private final Set<Integer> touched = new HashSet<>();
    private final Set<Integer> deleted = new HashSet<>();
    private final Set<Integer> doubtful = new HashSet<>();

    void apply(NetlinkMessage message) {
        switch (message.type()) {
            case RTM_NEWLINK -> change(message);
            case RTM_DELLINK -> delete(message);
            case RTM_NEWADDR -> put(AddressMessage.of(message.body()));
            case RTM_DELADDR -> remove(AddressMessage.of(message.body()));
            default -> {}
        }
    }

    /** Messages of AF_BRIDGE are about a port that joins or leaves its bridge, those of AF_INET6 about its IPv6. */
    private void change(NetlinkMessage message) {
        if (message.family() == AF_UNSPEC) {
            put(LinkMessage.of(message.body()));
        } else if (message.family() == AF_INET6) {
            LinkMessage link = links.get(LinkMessage.index(message.body()));
            put(link == null ? null : link.withIpv6Of(message.body()));
        }
    }

    private void put(@Nullable LinkMessage link) {
        if (link == null) {
            return;
        }
        LinkMessage before = links.put(link.index(), link);
        if (link.equals(before)) {
            return;
        }
        touch(link);
        touch(before);
        if (before != null && isDoubtful(before, link)) {
            doubtful.add(link.index());
        }
    }

    /** The kernel tells of an MTU before a family comes or goes for it, and "down" also of what it is about to delete. */
    private static boolean isDoubtful(LinkMessage before, LinkMessage now) {
        return before.mtu() != now.mtu() || (before.has(IFF_UP) && !now.has(IFF_UP));
    }

    private void delete(NetlinkMessage message) {
        LinkMessage link = message.family() == AF_UNSPEC ? LinkMessage.of(message.body()) : null;
        if (link != null) {
            touch(links.remove(link.index()));
            addresses.remove(link.index());
            deleted.add(link.index());
        }
    }

    /** A master shows in its ports, and whether a bridge has any port shows in its carrier. */
    private void touch(@Nullable LinkMessage link) {
        if (link != null) {
            touch(link.index());
            touch(link.master());
            links.values().stream()
                    .filter(port -> port.master() == link.index())
                    .forEach(port -> touch(port.index()));
        }
    }

    private void touch(int index) {
        states.remove(index);
        touched.add(index);
    }

    private void put(@Nullable AddressMessage message) {
        if (message != null) {
            Map<AddressMessage.Id, InterfaceAddress> own =
                    addresses.computeIfAbsent(message.index(), index -> new LinkedHashMap<>());
            if (!message.address().equals(own.put(message.id(), message.address()))) {
                touch(message.index());
            }
        }
    }

    private void remove(@Nullable AddressMessage message) {
        Map<AddressMessage.Id, InterfaceAddress> own = message == null ? null : addresses.get(message.index());
        if (message != null && own != null && own.remove(message.id()) != null) {
            touch(message.index());
            if (message.id().address() instanceof Inet6Address) {
                doubtful.add(message.index()); // nothing else tells that IPv6 was switched off, and without an address
                // nothing
            }
        }
    }

    /** The indexes of those that were changed since this was last asked. */
    Set<Integer> takeTouched() {
        return take(touched);
    }

    /** The indexes of those that were deleted since this was last asked. */
    Set<Integer> takeDeleted() {
        return take(deleted);
    }

    /** The indexes of those that may not be as the messages said, since this was last asked. */
    Set<Integer> takeDoubtful() {
        doubtful.retainAll(links.keySet());
        return take(doubtful);
    }

    private static Set<Integer> take(Set<Integer> from) {
        Set<Integer> taken = Set.copyOf(from);
        from.clear();
        return taken;
    }

    /** Holds what another has seen, later, and nothing else. */
    void become(InterfaceTable later) {
        links.clear();
        links.putAll(later.links);
        addresses.clear();
        addresses.putAll(later.addresses);
        states.clear();
    }

    /** Adds what another has seen, later. */
    void addAll(InterfaceTable later) {
        later.links.values().forEach(this::put);
        later.addresses.forEach(
                (index, own) -> own.forEach((id, address) -> put(new AddressMessage(index, id, address))));
    }

    @Nullable
    LinkMessage link(int index) {
        return links.get(index);
    }

    /** Whether an interface is a port of that one. */
    boolean hasPorts(int index) {
        return links.values().stream().anyMatch(link -> link.master() == index);
    }

    Collection<InterfaceAddress> addresses(int index) {
        return addresses.getOrDefault(index, Map.of()).values();
    }

    /** The interfaces in the order of their indexes. */
    InterfaceList interfaces() {
        List<InterfaceState> all = new ArrayList<>(links.size());
        for (LinkMessage link : links.values()) {
            all.add(states.computeIfAbsent(
                    link.index(), index -> LinkStates.of(Objects.requireNonNull(links.get(index)), this)));
        }
        return InterfaceList.of(all);
    }
}
