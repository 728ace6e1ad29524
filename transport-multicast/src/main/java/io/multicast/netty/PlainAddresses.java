package io.multicast.netty;

import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.option.Family;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Groups and sources without their scopes, checked for what they are to be. */
final class PlainAddresses {
    private PlainAddresses() {}

    static InetAddress group(InetAddress group) {
        InetAddress plain = withoutScope(group);
        if (!plain.isMulticastAddress()) {
            throw new IllegalArgumentException(AddressText.of(group)
                    + " is not a multicast address; groups are 224.0.0.0 to 239.255.255.255 and ff00::/8");
        }
        return plain;
    }

    /** One that datagrams to the group may come from. */
    static InetAddress source(InetAddress source, InetAddress group) {
        InetAddress plain = withoutScope(source); // an IPv4-mapped one becomes IPv4
        String problem = null;
        if (Family.of(plain) != Family.of(group)) {
            problem = "is not of the family of the group";
        } else if (plain.isMulticastAddress()) {
            problem = "is a multicast address, which no datagram comes from, as a source of";
        } else if (plain.isAnyLocalAddress() || isBroadcast(plain)) {
            problem = "is no host's address, as a source of";
        }
        if (problem != null) {
            throw new IllegalArgumentException(AddressText.of(source) + " " + problem + " " + AddressText.of(group));
        }
        return plain;
    }

    private static boolean isBroadcast(InetAddress source) {
        return Arrays.equals(source.getAddress(), new byte[] {-1, -1, -1, -1});
    }

    /** Whether the group is of a range that is meant for source-specific multicast alone (RFC 4607, section 1). */
    static boolean isSourceSpecific(InetAddress group) {
        byte[] address = group.getAddress();
        return address.length == 4
                ? (address[0] & 0xff) == 232
                : (address[1] & 0xf0) == 0x30 && address[2] == 0 && address[3] == 0;
    }

    /** The interface that the scope id stands for, or null when there is none. */
    static @Nullable MulticastInterface scope(InetAddress address) {
        if (!(address instanceof Inet6Address scoped)) {
            return null;
        }
        NetworkInterface named = scoped.getScopedInterface();
        if (named != null) {
            return MulticastInterface.of(named);
        }
        return scoped.getScopeId() == 0 ? null : MulticastInterface.of(scoped.getScopeId());
    }

    static InetAddress withoutScope(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address;
        }
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.toString(), e);
        }
    }
}
