package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.Ptr;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Other responders of this host, as the system's. They have this host's name and addresses, too, and those who have a name
 * together must say the same of it (RFC 6762, section 6.6): what an older one does not know of is left out here.
 */
final class Neighbours {
    /** Interfaces of which a neighbour tells no link-local address, having another one. */
    private final Set<Integer> withoutLinkLocal = new HashSet<>();
    /** Reverse names that a neighbour maps to another name of this host. */
    private final Set<DnsName> reverses = new HashSet<>();

    /** Learns from a neighbour's records; whether that changes anything. */
    boolean hear(List<DnsRecord> theirs, DnsName host, HostInterface on) {
        boolean addresses = hearAddresses(theirs, host, on);
        boolean names = hearReverses(theirs, host, on);
        return addresses || names;
    }

    private boolean hearAddresses(List<DnsRecord> theirs, DnsName host, HostInterface on) {
        List<InetAddress> addresses = theirs.stream()
                .filter(record -> record.name().equals(host) && record.ttl() > 0)
                .filter(record -> record.data() instanceof Aaaa)
                .map(record -> (InetAddress) ((Aaaa) record.data()).address())
                .filter(on::has)
                .toList();
        boolean partly = !addresses.isEmpty() && addresses.stream().noneMatch(InetAddress::isLinkLocalAddress);
        return partly
                && withoutLinkLocal.add(on.index()); // for good: they would all have to change their minds at once
    }

    private boolean hearReverses(List<DnsRecord> theirs, DnsName host, HostInterface on) {
        boolean changed = false;
        for (LocalAddress own : on.addresses()) {
            DnsName reverse = Publications.reverseName(own.address());
            for (DnsRecord record : theirs) {
                if (record.name().equals(reverse) && record.data() instanceof Ptr ptr) {
                    boolean other = record.ttl() > 0 && !ptr.target().equals(host);
                    changed |= other ? reverses.add(reverse) : reverses.remove(reverse);
                }
            }
        }
        return changed;
    }

    /** Whether that reverse name is a neighbour's. */
    boolean has(DnsName reverse) {
        return reverses.contains(reverse);
    }

    /** The addresses to be told of an interface. */
    List<InetAddress> shown(HostInterface on) {
        return on.addresses().stream()
                .map(LocalAddress::address)
                .filter(address -> !(address.isLinkLocalAddress()
                        && LinkId.of(0, address).ipv6()
                        && withoutLinkLocal.contains(on.index())))
                .toList();
    }
}
