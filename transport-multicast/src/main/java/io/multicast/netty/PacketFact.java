package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.packet.PacketKey;
import io.multicast.netty.internal.packet.PacketTable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that the kernel can tell beside a datagram. */
enum PacketFact {
    DESTINATION(PacketKey.IP_PKTINFO, PacketKey.IPV6_RECVPKTINFO),
    HOP_LIMIT(PacketKey.IP_RECVTTL, PacketKey.IPV6_RECVHOPLIMIT),
    TRAFFIC_CLASS(PacketKey.IP_RECVTOS, PacketKey.IPV6_RECVTCLASS),
    DROPS(PacketKey.SO_RXQ_OVFL),
    COALESCED(PacketKey.UDP_GRO);

    private final List<PacketKey> keys;

    PacketFact(PacketKey... keys) {
        this.keys = List.of(keys);
    }

    /** The options to be set on a socket of that family. */
    List<OptionRow> rows(PacketTable table, SocketFamily family) {
        return keys.stream()
                .filter(key -> isNeeded(key.family(), family))
                .map(table.options()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** For the destination of IPv4 datagrams, too, a dual-stack socket needs the option of IPv6 only. */
    private boolean isNeeded(@Nullable Family of, SocketFamily family) {
        return of == null
                || (family.speaks(of) && !(this == DESTINATION && of == Family.IPV4 && family.speaks(Family.IPV6)));
    }
}
