package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.ADDRESS_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET6;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_ADDRESS;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_FLAGS;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_F_DADFAILED;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_F_DEPRECATED;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_F_TENTATIVE;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_LABEL;
import static io.multicast.netty.internal.network.Rtnetlink.IFA_LOCAL;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an RTM_NEWADDR or RTM_DELADDR message says.
 *
 * @param index the interface's
 * @param id what tells the address from others of the interface
 * @param address the interface's own address
 */
record AddressMessage(int index, Id id, InterfaceAddress address) {
    /**
     * IPv4 may have an address more than once, for several networks or peers; IPv6 may not, and changes the peer of one.
     *
     * @param address the own one
     * @param length of the prefix, or 0 for IPv6
     * @param peer the other end's, or for IPv6 the own one
     */
    record Id(InetAddress address, int length, InetAddress peer) {}

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Reads a body; null when it is none of an IP address. */
    static @Nullable AddressMessage of(ByteBuffer body) {
        if (body.limit() < ADDRESS_HEADER) {
            return null;
        }
        int family = body.get(0);
        int length = Byte.toUnsignedInt(body.get(1));
        // between two peers IFA_ADDRESS is the other's; IPv6 has IFA_LOCAL only then
        InetAddress local = address(family, Attributes.find(body, ADDRESS_HEADER, IFA_LOCAL));
        InetAddress other = address(family, Attributes.find(body, ADDRESS_HEADER, IFA_ADDRESS));
        InetAddress own = local == null ? other : local;
        int index = body.getInt(4);
        if (index <= 0 || own == null || length > own.getAddress().length * Byte.SIZE) {
            return null;
        }
        Id id = family == AF_INET6 ? new Id(own, 0, own) : new Id(own, length, other == null ? own : other);
        return new AddressMessage(index, id, address(body, new AddressPrefix(own, length)));
    }

    private static InterfaceAddress address(ByteBuffer body, AddressPrefix prefix) {
        ByteBuffer wide = Attributes.find(body, ADDRESS_HEADER, IFA_FLAGS);
        int flags = wide == null || wide.limit() < Integer.BYTES ? body.get(2) : wide.getInt(0);
        return new InterfaceAddress(
                prefix,
                Attributes.text(Attributes.find(body, ADDRESS_HEADER, IFA_LABEL)),
                (flags & IFA_F_TENTATIVE) != 0,
                (flags & IFA_F_DADFAILED) != 0,
                (flags & IFA_F_DEPRECATED) != 0);
    }

    private static @Nullable InetAddress address(int family, @Nullable ByteBuffer value) {
        if (value == null || value.limit() != (family == AF_INET ? IPV4_BYTES : IPV6_BYTES)) {
            return null;
        }
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        try {
            if (family == AF_INET) {
                return InetAddress.getByAddress(bytes);
            }
            // the other one would turn ::ffff:0:0/96 into IPv4
            return family == AF_INET6 ? Inet6Address.getByAddress(null, bytes, -1) : null;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // the length has been checked
        }
    }
}
