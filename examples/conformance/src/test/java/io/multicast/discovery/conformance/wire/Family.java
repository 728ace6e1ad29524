package io.multicast.discovery.conformance.wire;

import static io.multicast.netty.testing.Ip.ip;

import java.net.Inet6Address;
import java.net.InetAddress;

/** IPv4 or IPv6, each with the group of multicast DNS. */
public enum Family {
    IPV4("224.0.0.251"),
    IPV6("ff02::fb");

    private final InetAddress group;

    Family(String group) {
        this.group = ip(group);
    }

    /** The group of multicast DNS. */
    public InetAddress group() {
        return group;
    }

    /** The family of an address. */
    public static Family of(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }

    @Override
    public String toString() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }
}
