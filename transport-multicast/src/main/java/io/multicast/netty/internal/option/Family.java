package io.multicast.netty.internal.option;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two protocol families, with the {@code setsockopt} level that is the same on every system. */
public enum Family {
    IPV4(0),
    IPV6(41);

    private final int level;

    Family(int level) {
        this.level = level;
    }

    /** The level of this family's options: IPPROTO_IP or IPPROTO_IPV6. */
    public int level() {
        return level;
    }

    /** The family of an address. */
    public static Family of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }
}
