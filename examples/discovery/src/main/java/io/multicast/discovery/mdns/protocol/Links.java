package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.RData;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The links that there are, and what is known on the two of an interface. */
final class Links {
    private final Map<LinkId, Link> links =
            new TreeMap<>(Comparator.comparingInt(LinkId::interfaceIndex).thenComparing(LinkId::ipv6));

    Collection<Link> all() {
        return List.copyOf(links.values());
    }

    @Nullable
    Link get(LinkId id) {
        return links.get(id);
    }

    void add(Link link) {
        links.put(link.id(), link);
    }

    void remove(LinkId id) {
        links.remove(id);
    }

    /** The links of an interface, IPv4 first. */
    List<Link> on(int interfaceIndex) {
        List<Link> found = new ArrayList<>(2);
        for (boolean ipv6 : new boolean[] {false, true}) {
            Link link = links.get(new LinkId(interfaceIndex, ipv6));
            if (link != null) {
                found.add(link);
            }
        }
        return found;
    }

    /** What is known on an interface of a name and type: own records first, then the newest. */
    List<RData> find(int interfaceIndex, DnsName name, int type) {
        Map<RData, Long> found = new LinkedHashMap<>();
        for (Link link : on(interfaceIndex)) {
            link.own().find(name, type).forEach(record -> found.put(record.data(), Long.MAX_VALUE));
            link.querier()
                    .cache()
                    .find(name, type)
                    .forEach(cached -> found.merge(cached.record().data(), cached.received(), Math::max));
        }
        return found.entrySet().stream()
                .sorted(Map.Entry.<RData, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The addresses of a host as seen on an interface, the best first. */
    List<InetAddress> addresses(int interfaceIndex, DnsName host) {
        List<Link> on = on(interfaceIndex);
        if (on.isEmpty()) {
            return List.of();
        }
        List<RData> found = new ArrayList<>(find(interfaceIndex, host, DnsType.A));
        found.addAll(find(interfaceIndex, host, DnsType.AAAA));
        return found.stream()
                .map(data -> address(data, interfaceIndex))
                .sorted(order(on.get(0).on()))
                .toList();
    }

    private static InetAddress address(RData data, int interfaceIndex) {
        if (data instanceof A a) {
            return a.address();
        }
        InetAddress address = ((Aaaa) data).address();
        try {
            return address.isLinkLocalAddress()
                    ? Inet6Address.getByAddress(null, address.getAddress(), interfaceIndex)
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has 16 bytes
        }
    }

    /** Those of an own network first, link-local ones last, IPv4 before IPv6; then by number, so that the order stays. */
    private static Comparator<InetAddress> order(HostInterface on) {
        return Comparator.comparing(InetAddress::isLinkLocalAddress)
                .thenComparing(address -> !on.isOnLink(address))
                .thenComparing(Inet6Address.class::isInstance)
                .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);
    }

    /** Whether it is an address record of this host, on whatever link. */
    boolean isOwn(DnsRecord record) {
        if (record.data() instanceof A a) {
            return isOwn(a.address());
        }
        return record.data() instanceof Aaaa aaaa && isOwn(aaaa.address());
    }

    boolean isOwn(InetAddress address) {
        return links.values().stream().anyMatch(link -> link.on().has(address));
    }
}
