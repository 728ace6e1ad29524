package io.multicast.discovery.mdns.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address of an interface, with the length of its network's prefix.
 *
 * @param address the scope is left out
 * @param prefixLength in bits
 */
public record LocalAddress(InetAddress address, int prefixLength) {
    public LocalAddress {
        address = plain(address);
    }

    /** Without the scope. */
    static InetAddress plain(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            return Inet6Address.getByAddress(null, address.getAddress(), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has 16 bytes
        }
    }

    boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** Whether another address is of the same network; each link-local address is on the link. */
    public boolean reaches(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        if (isIpv6() && other.isLinkLocalAddress()) {
            return true;
        }
        int whole = prefixLength / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefixLength % Byte.SIZE;
        return rest == 0 || (ours[whole] ^ theirs[whole]) >> (Byte.SIZE - rest) == 0;
    }
}
