package io.multicast.discovery.mdns.protocol;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An interface to speak on.
 *
 * @param index its index
 * @param name its name
 * @param mtu the most bytes of a packet, with its headers
 * @param addresses its addresses
 */
public record HostInterface(int index, String name, int mtu, List<LocalAddress> addresses) {
    public HostInterface {
        addresses = List.copyOf(addresses);
    }

    /** Its links: one for each family that it has an address of. */
    public Set<LinkId> links() {
        return addresses.stream()
                .map(address -> new LinkId(index, address.isIpv6()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a packet with that source was sent on the link itself (RFC 6762, section 11). */
    boolean isOnLink(InetAddress source) {
        return addresses.stream().anyMatch(address -> address.reaches(source));
    }

    boolean has(InetAddress address) {
        InetAddress plain = LocalAddress.plain(address);
        return addresses.stream().anyMatch(own -> own.address().equals(plain));
    }
}
