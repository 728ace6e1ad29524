package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_DONE;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_ERROR;
import static io.multicast.netty.internal.network.Rtnetlink.align;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message without its header.
 *
 * @param type such as RTM_NEWLINK
 * @param flags such as NLM_F_DUMP_INTR
 * @param sequence the number of the request that it answers
 * @param body a view of the datagram that it came in
 */
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer body) {
    /** The messages of a datagram, from its start to its limit, up to the first that does not fit. */
    static List<NetlinkMessage> split(ByteBuffer datagram) {
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = 0;
        while (datagram.limit() - at >= HEADER) {
            int length = datagram.getInt(at);
            if (length < HEADER || length > datagram.limit() - at) {
                break;
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(datagram.getShort(at + 4)),
                    Short.toUnsignedInt(datagram.getShort(at + 6)),
                    datagram.getInt(at + 8),
                    datagram.slice(at + HEADER, length - HEADER).order(datagram.order())));
            at += align(length);
        }
        return messages;
    }

    /** Whether nothing follows it in answer to the same request. */
    boolean isLast() {
        return type == NLMSG_DONE || type == NLMSG_ERROR;
    }

    /** What a last message says of the request: a negative error number, or 0. */
    int result() {
        return isLast() && body.limit() >= Integer.BYTES ? body.getInt(0) : 0;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The address family that the body of any rtnetlink message begins with, or -1. */
    int family() {
        return body.limit() == 0 ? -1 : Byte.toUnsignedInt(body.get(0));
    }
}
