package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_INET;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET6;
import static io.multicast.netty.internal.network.Rtnetlink.DEVCONF_DISABLE_IPV6;
import static io.multicast.netty.internal.network.Rtnetlink.IFF_TAP;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_AF_SPEC;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_ALT_IFNAME;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_IFNAME;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_INET6_CONF;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_INFO_DATA;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_INFO_KIND;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_INFO_SLAVE_KIND;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_LINKINFO;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_MASTER;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_MTU;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_PROP_LIST;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_PROTINFO;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_TUN_TYPE;
import static io.multicast.netty.internal.network.Rtnetlink.LINK_HEADER;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an RTM_NEWLINK or RTM_DELLINK message says of an interface.
 *
 * @param index its index
 * @param name its name
 * @param otherNames its alternative names
 * @param flags IFF_UP and so on
 * @param kind what created it, empty for hardware; of the kind "tun" those that carry Ethernet are "tap"
 * @param master the index of the bridge, bond or the like that it is a port of, or 0
 * @param masterKind the kind of that one, or empty
 * @param mtu the largest packet, or 0
 * @param ipv4 whether IPv4 is there
 * @param ipv6 whether IPv6 is there and switched on
 */
record LinkMessage(
        int index,
        String name,
        List<String> otherNames,
        int flags,
        String kind,
        int master,
        String masterKind,
        int mtu,
        boolean ipv4,
        boolean ipv6) {
    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    /** Reads a body; null when it is none of an interface. */
    static @Nullable LinkMessage of(ByteBuffer body) {
        if (body.limit() < LINK_HEADER) {
            return null;
        }
        int index = body.getInt(INDEX);
        String name = Attributes.text(Attributes.find(body, LINK_HEADER, IFLA_IFNAME));
        if (index <= 0 || name.isEmpty()) {
            return null;
        }
        ByteBuffer info = Attributes.find(body, LINK_HEADER, IFLA_LINKINFO);
        ByteBuffer families = Attributes.find(body, LINK_HEADER, IFLA_AF_SPEC);
        return new LinkMessage(
                index,
                name,
                Attributes.texts(Attributes.find(body, LINK_HEADER, IFLA_PROP_LIST), IFLA_ALT_IFNAME),
                body.getInt(FLAGS),
                kind(info),
                Attributes.integer(body, LINK_HEADER, IFLA_MASTER),
                Attributes.text(Attributes.find(info, IFLA_INFO_SLAVE_KIND)),
                Attributes.integer(body, LINK_HEADER, IFLA_MTU),
                families == null || Attributes.find(families, AF_INET) != null,
                families == null || isIpv6On(Attributes.find(families, AF_INET6)));
    }

    private static String kind(@Nullable ByteBuffer info) {
        String kind = Attributes.text(Attributes.find(info, IFLA_INFO_KIND));
        ByteBuffer type = Attributes.find(Attributes.find(info, IFLA_INFO_DATA), IFLA_TUN_TYPE);
        boolean tap = kind.equals("tun") && type != null && type.limit() > 0 && type.get(0) == IFF_TAP;
        return tap ? "tap" : kind;
    }

    /** Without settings of its own the interface has no IPv6 at all. */
    private static boolean isIpv6On(@Nullable ByteBuffer settings) {
        ByteBuffer values = Attributes.find(settings, IFLA_INET6_CONF);
        int at = DEVCONF_DISABLE_IPV6 * Integer.BYTES;
        return settings != null && (values == null || values.limit() < at + Integer.BYTES || values.getInt(at) == 0);
    }

    /** What a message of AF_INET6 says: the same interface, with IPv6 or without. */
    LinkMessage withIpv6Of(ByteBuffer body) {
        boolean on = isIpv6On(Attributes.find(body, LINK_HEADER, IFLA_PROTINFO));
        return new LinkMessage(index, name, otherNames, flags, kind, master, masterKind, mtu, ipv4, on);
    }

    /** The index that a message of AF_INET6 is about, or 0. */
    static int index(ByteBuffer body) {
        return body.limit() < LINK_HEADER ? 0 : Math.max(0, body.getInt(INDEX));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
