package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.ADDRESS_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET6;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_ADDRESS;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_LOCAL;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an RTM_NEWADDR message says.
 *
 * @param index the interface's
 * @param prefix the interface's own address, with the length of its network's prefix
 */
record AddressMessage(int index, AddressPrefix prefix) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Reads a body; null when it is none of an IP address. */
    static @Nullable AddressMessage of(ByteBuffer body) {
        if (body.limit() < ADDRESS_HEADER) {
            return null;
        }
        int index = body.getInt(4);
        int length = Byte.toUnsignedInt(body.get(1));
        // between two peers IFA_ADDRESS is the other's; IPv6 has IFA_LOCAL only then
        ByteBuffer local = Attributes.find(body, ADDRESS_HEADER, IFA_LOCAL);
        ByteBuffer value = local == null ? Attributes.find(body, ADDRESS_HEADER, IFA_ADDRESS) : local;
        if (index <= 0 || value == null || length > value.limit() * Byte.SIZE) {
            return null;
        }
        InetAddress address = address(body.get(0), value);
        return address == null ? null : new AddressMessage(index, new AddressPrefix(address, length));
    }

    private static @Nullable InetAddress address(int family, ByteBuffer value) {
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        try {
            if (family == AF_INET && bytes.length == IPV4_BYTES) {
                return InetAddress.getByAddress(bytes);
            }
            if (family == AF_INET6 && bytes.length == IPV6_BYTES) {
                return Inet6Address.getByAddress(null, bytes, -1); // the other one would turn ::ffff:0:0/96 into IPv4
            }
            return null;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // the length has been checked
        }
    }
}
