package io.multicast.netty.testing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses in tests: literals only, no name service. */
public final class Ip {
    private Ip() {}

    /** An address written down in a test. */
    public static InetAddress ip(String literal) {
        if (!literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[^/]*")) {
            throw new IllegalArgumentException("no address: " + literal);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    /** Whether it is an IPv6 address. */
    public static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    static InetAddress ip(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(Arrays.toString(bytes), e);
        }
    }
}
