package io.multicast.discovery.mdns.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A link: one address family of one interface.
 *
 * @param interfaceIndex the interface's index
 * @param ipv6 whether the family is IPv6
 */
public record LinkId(int interfaceIndex, boolean ipv6) {
    /** The family of an address, on that interface. */
    public static LinkId of(int interfaceIndex, InetAddress address) {
        return new LinkId(interfaceIndex, address instanceof Inet6Address);
    }

    @Override
    public String toString() {
        return interfaceIndex + (ipv6 ? "/IPv6" : "/IPv4");
    }
}
