package io.multicast.netty.internal.option;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The calls that joined and left groups before those of RFC 3678 were there, for systems and emulations that lack these:
 * IP_ADD_MEMBERSHIP and IPV6_JOIN_GROUP with their counterparts. They know no sources.
 *
 * @param join the number of the call that joins, by family
 * @param leave the number of the call that leaves, by family
 * @param indexed whether IPv4 takes a {@code struct ip_mreqn {group, address, index}}, rather than an {@code ip_mreq
 *     {group, address}} with the index as the address 0.x.x.x
 */
public record OlderCalls(Map<Family, Integer> join, Map<Family, Integer> leave, boolean indexed) {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    /** Copies the maps. */
    public OlderCalls {
        join = Map.copyOf(join);
        leave = Map.copyOf(leave);
    }

    /** The number of JOIN_GROUP's or LEAVE_GROUP's counterpart. */
    int number(MembershipCall call, Family family) {
        return (call == MembershipCall.JOIN_GROUP ? join : leave).getOrDefault(family, 0);
    }

    /** Writes the struct and answers its length. */
    int put(ByteBuffer out, int at, int index, InetAddress group) {
        out.put(at, group.getAddress());
        if (Family.of(group) == Family.IPV6) {
            out.putInt(at + IPV6, index);
            return IPV6 + Integer.BYTES;
        }
        if (!indexed) {
            out.putInt(at + IPV4, out.order() == ByteOrder.BIG_ENDIAN ? index : Integer.reverseBytes(index));
            return 2 * IPV4;
        }
        out.putInt(at + IPV4, 0).putInt(at + 2 * IPV4, index);
        return 3 * IPV4;
    }
}
