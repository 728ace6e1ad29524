package io.multicast.netty.internal.packet;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionRow;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that the kernel can tell beside a datagram. */
public enum PacketFact {
    /** Its destination and interface. */
    DESTINATION(PacketKey.IP_PKTINFO, PacketKey.IPV6_RECVPKTINFO),
    /** Its TTL or hop limit. */
    HOP_LIMIT(PacketKey.IP_RECVTTL, PacketKey.IPV6_RECVHOPLIMIT),
    /** Its type of service or traffic class. */
    TRAFFIC_CLASS(PacketKey.IP_RECVTOS, PacketKey.IPV6_RECVTCLASS),
    /** How many were dropped before it. */
    DROPS(PacketKey.SO_RXQ_OVFL),
    /** Of how many of one size it is made up. */
    COALESCED(PacketKey.UDP_GRO);

    private final List<PacketKey> keys;

    PacketFact(PacketKey... keys) {
        this.keys = List.of(keys);
    }

    /** The options to be set on a socket of that family. */
    List<OptionRow> rows(PacketTable table, Set<Family> families) {
        return keys.stream()
                .filter(key -> isNeeded(key.family(), families))
                .map(table.options()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** For the destination of IPv4 datagrams, too, a dual-stack socket needs the option of IPv6 only. */
    private boolean isNeeded(@Nullable Family of, Set<Family> families) {
        return of == null
                || (families.contains(of)
                        && !(this == DESTINATION && of == Family.IPV4 && families.contains(Family.IPV6)));
    }
}
