package io.multicast.discovery.dns;

import java.net.Inet6Address;
import java.net.UnknownHostException;

/**
 * An IPv6 address. The wire has no scope: a scope id given is left out.
 *
 * @param address the address, without scope
 */
public record Aaaa(Inet6Address address) implements RData {
    public Aaaa {
        address = of(address.getAddress());
    }

    /** An IPv6 address of 16 bytes, IPv4-mapped ones too, which the JDK else makes IPv4. */
    static Inet6Address of(byte[] bytes) {
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IPv6 address has 16 bytes, not " + bytes.length, e);
        }
    }

    @Override
    public void write(DnsWriter out) {
        out.bytes(address.getAddress());
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
