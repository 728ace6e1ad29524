package io.multicast.discovery.dns;

import java.net.Inet4Address;

/**
 * An IPv4 address.
 *
 * @param address the address
 */
public record A(Inet4Address address) implements RData {
    @Override
    public void write(DnsWriter out) {
        out.bytes(address.getAddress());
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
