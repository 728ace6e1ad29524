package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.ADDRESS_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET;
import static io.multicast.netty.internal.network.Rtnetlink.AF_INET6;
import static io.multicast.netty.internal.network.Rtnetlink.HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.IFLA_EXT_MASK;
import static io.multicast.netty.internal.network.Rtnetlink.LINK_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_NOOP;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_ACK;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_REQUEST;
import static io.multicast.netty.internal.network.Rtnetlink.ROUTE_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.RTA_DST;
import static io.multicast.netty.internal.network.Rtnetlink.RTA_OIF;
import static io.multicast.netty.internal.network.Rtnetlink.RTEXT_FILTER_SKIP_STATS;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETROUTE;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Writes a request from the start of a buffer to what becomes its limit. */
final class NetlinkRequests {
    private static final int DUMP = NLM_F_REQUEST | NLM_F_DUMP;

    private NetlinkRequests() {}

    /** All interfaces, without their counters. */
    static void links(ByteBuffer to, int sequence) {
        begin(to, RTM_GETLINK, DUMP, sequence, LINK_HEADER);
        attribute(to, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        end(to);
    }

    /** One interface; then an acknowledgement. */
    static void link(ByteBuffer to, int sequence, int index) {
        begin(to, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, LINK_HEADER);
        to.putInt(HEADER + Integer.BYTES, index);
        attribute(to, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        end(to);
    }

    /** All addresses, of every family. */
    static void addresses(ByteBuffer to, int sequence) {
        begin(to, RTM_GETADDR, DUMP, sequence, ADDRESS_HEADER);
        end(to);
    }

    /** The route to an address, by that interface if it is not 0; then an acknowledgement. */
    static void route(ByteBuffer to, int sequence, InetAddress address, int by) {
        byte[] bytes = address.getAddress();
        begin(to, RTM_GETROUTE, NLM_F_REQUEST | NLM_F_ACK, sequence, ROUTE_HEADER);
        to.put(HEADER, (byte) (address instanceof Inet6Address ? AF_INET6 : AF_INET));
        to.put(HEADER + 1, (byte) (bytes.length * Byte.SIZE));
        to.putShort((short) (Attributes.HEADER + bytes.length))
                .putShort((short) RTA_DST)
                .put(bytes);
        if (by > 0) {
            attribute(to, RTA_OIF, by);
        }
        end(to);
    }

    /** Nothing but an acknowledgement. */
    static void nothing(ByteBuffer to) {
        begin(to, NLMSG_NOOP, NLM_F_REQUEST | NLM_F_ACK, 0, 0);
        end(to);
    }

    private static void begin(ByteBuffer to, int type, int flags, int sequence, int bodyHeader) {
        to.clear();
        to.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence);
        to.putInt(0); // the port that the kernel gives us
        to.put(new byte[bodyHeader]);
    }

    private static void attribute(ByteBuffer to, int type, int value) {
        to.putShort((short) (Attributes.HEADER + Integer.BYTES))
                .putShort((short) type)
                .putInt(value);
    }

    private static void end(ByteBuffer to) {
        to.flip();
        to.putInt(0, to.limit());
    }
}
