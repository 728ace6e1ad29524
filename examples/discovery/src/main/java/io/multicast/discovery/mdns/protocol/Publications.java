package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Names and records that publications are made of. */
final class Publications {
    static final DnsName LOCAL = DnsName.of("local");
    /** The list of all service types (RFC 6763, section 9). */
    static final DnsName TYPES = DnsName.of("_services", "_dns-sd", "_udp", "local");

    private static final String SUB = "_sub";
    private static final int IPV4_REVERSE = 6;

    private Publications() {}

    /** The TTL of a type in seconds (RFC 6762, section 10); that of reverse mappings is given by {@link #reverse}. */
    static long ttl(int type) {
        return switch (type) {
            case DnsType.A, DnsType.AAAA, DnsType.SRV -> Timing.HOST_TTL;
            default -> Timing.OTHER_TTL;
        };
    }

    static DnsRecord unique(DnsName name, int type, io.multicast.discovery.dns.RData data) {
        return DnsRecord.of(name, type, true, ttl(type), data);
    }

    static DnsRecord pointer(DnsName name, DnsName target) {
        return DnsRecord.of(name, DnsType.PTR, false, ttl(DnsType.PTR), new Ptr(target));
    }

    static DnsRecord address(DnsName host, InetAddress address) {
        return address instanceof Inet6Address ipv6
                ? unique(host, DnsType.AAAA, new Aaaa(ipv6))
                : unique(host, DnsType.A, new A((Inet4Address) address));
    }

    /** The mapping from an address to its host. */
    static DnsRecord reverse(InetAddress address, DnsName host) {
        return DnsRecord.of(reverseName(address), DnsType.PTR, true, Timing.HOST_TTL, new Ptr(host));
    }

    static DnsName reverseName(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            int value = bytes[i] & 0xFF;
            if (bytes.length < IPV4_REVERSE) {
                name.append(value).append('.');
            } else {
                name.append(Integer.toHexString(value & 0xF)).append('.');
                name.append(Integer.toHexString(value >> 4)).append('.');
            }
        }
        return DnsName.parse(name + (bytes.length < IPV4_REVERSE ? "in-addr.arpa" : "ip6.arpa"));
    }

    /** The name under which a subtype is browsed (RFC 6763, section 7.1). */
    static DnsName subtype(String subtype, DnsName type) {
        return type.child(SUB).child(subtype);
    }
}
