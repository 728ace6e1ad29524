package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.IFLA_IFNAME;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_INFO_KIND;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_LINKINFO;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_MASTER;
import static io.multicast.netty.internal.network.Rtnetlink.LINK_HEADER;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an RTM_NEWLINK or RTM_DELLINK message says of an interface.
 *
 * @param index its index
 * @param name its name
 * @param flags IFF_UP and so on
 * @param kind what created it, empty for hardware
 * @param master the index of the bridge, bond or the like that it is a port of, or 0
 */
record LinkMessage(int index, String name, int flags, String kind, int master) {
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
        return new LinkMessage(
                index, name, body.getInt(FLAGS), kind(body), Attributes.integer(body, LINK_HEADER, IFLA_MASTER));
    }

    private static String kind(ByteBuffer body) {
        ByteBuffer info = Attributes.find(body, LINK_HEADER, IFLA_LINKINFO);
        return info == null ? "" : Attributes.text(Attributes.find(info, 0, IFLA_INFO_KIND));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
