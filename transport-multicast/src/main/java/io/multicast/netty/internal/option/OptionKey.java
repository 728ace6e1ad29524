package io.multicast.netty.internal.option;

/** The integer-valued options. A system that has one says so by a row in its {@link SystemTable}. */
public enum OptionKey {
    IP_TOS(Family.IPV4),
    IP_TTL(Family.IPV4),
    IP_MULTICAST_IF(Family.IPV4),
    /** Linux answers a query for IP_MULTICAST_IF with an address, never with the index; read-only. */
    IP_MULTICAST_IF_ADDRESS(Family.IPV4),
    IP_MULTICAST_TTL(Family.IPV4),
    IP_MULTICAST_LOOP(Family.IPV4),
    IP_MULTICAST_ALL(Family.IPV4),
    IPV6_TCLASS(Family.IPV6),
    IPV6_UNICAST_HOPS(Family.IPV6),
    IPV6_MULTICAST_IF(Family.IPV6),
    IPV6_MULTICAST_HOPS(Family.IPV6),
    IPV6_MULTICAST_LOOP(Family.IPV6),
    IPV6_MULTICAST_ALL(Family.IPV6),
    /** Read to learn a socket's family: an AF_INET socket refuses it. */
    IPV6_V6ONLY(Family.IPV6);

    private final Family family;

    OptionKey(Family family) {
        this.family = family;
    }

    /** The family that the option belongs to. */
    public Family family() {
        return family;
    }
}
