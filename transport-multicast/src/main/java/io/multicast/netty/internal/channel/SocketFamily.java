package io.multicast.netty.internal.channel;

import io.multicast.netty.internal.option.Family;
import java.util.Set;

/** What a socket speaks. */
public enum SocketFamily {
    /** AF_INET. */
    INET("AF_INET", Set.of(Family.IPV4)),
    /** AF_INET6 that takes IPv4 too, as most systems open them. */
    DUAL_STACK("AF_INET6, dual-stack", Set.of(Family.IPV4, Family.IPV6)),
    /** AF_INET6 with IPV6_V6ONLY. */
    INET6_ONLY("AF_INET6, IPv6 only", Set.of(Family.IPV6));

    private final String text;
    private final Set<Family> families;

    SocketFamily(String text, Set<Family> families) {
        this.text = text;
        this.families = families;
    }

    /** Whether datagrams of that family can pass. */
    public boolean speaks(Family family) {
        return families.contains(family);
    }

    /** As written in messages. */
    @Override
    public String toString() {
        return text;
    }
}
