package io.multicast.discovery.mdns;

import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.discovery.mdns.protocol.LocalAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses of multicast DNS (RFC 6762, section 3). */
final class Groups {
    static final int PORT = 5353;
    static final InetAddress IPV4 = literal("224.0.0.251");
    private static final byte[] IPV6 = literal("ff02::fb").getAddress();

    private Groups() {}

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // literals are not looked up
        }
    }

    /** The group on a link. */
    static InetSocketAddress of(LinkId link) {
        try {
            InetAddress group = link.ipv6() ? Inet6Address.getByAddress(null, IPV6, link.interfaceIndex()) : IPV4;
            return new InetSocketAddress(group, PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has 16 bytes
        }
    }

    /** The IPv4 address to send from: that of the recipient's network, or else the first. */
    static InetSocketAddress source(HostInterface on, InetSocketAddress to) {
        List<InetAddress> own = on.addresses().stream()
                .map(LocalAddress::address)
                .filter(address -> !(address instanceof Inet6Address))
                .toList();
        return on.addresses().stream()
                .filter(address -> address.reaches(to.getAddress()))
                .map(LocalAddress::address)
                .findFirst()
                .or(() -> own.stream().findFirst())
                .map(address -> new InetSocketAddress(address, PORT))
                .orElseThrow();
    }
}
