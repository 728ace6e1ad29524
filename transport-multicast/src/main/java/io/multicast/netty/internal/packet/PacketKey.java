package io.multicast.netty.internal.packet;

import io.multicast.netty.internal.option.Family;
import org.jspecify.annotations.Nullable;

/** The options that make the kernel tell something beside each datagram, or take it. */
public enum PacketKey {
    IP_PKTINFO(Family.IPV4),
    IP_RECVTTL(Family.IPV4),
    IP_RECVTOS(Family.IPV4),
    IPV6_RECVPKTINFO(Family.IPV6),
    IPV6_RECVHOPLIMIT(Family.IPV6),
    IPV6_RECVTCLASS(Family.IPV6),
    SO_RXQ_OVFL(null),
    UDP_GRO(null);

    private final @Nullable Family family;

    PacketKey(@Nullable Family family) {
        this.family = family;
    }

    /** The family that it belongs to, or null for both. */
    public @Nullable Family family() {
        return family;
    }
}
