package io.multicast.netty.internal.option;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as people write them: IPv6 in the one form of RFC 5952, section 4, such as {@code ff02::fb%eth0}. */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /** The address with its scope. */
    public static String of(InetAddress address) {
        String host = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return host;
        }
        int percent = host.indexOf('%');
        return ipv6(address.getAddress()) + (percent < 0 ? "" : host.substring(percent));
    }

    private static String ipv6(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << Byte.SIZE) | (bytes[2 * i + 1] & 0xff);
        }
        int from = 0;
        int length = 1; // a single group of zeros is written out
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        return length == 1
                ? join(groups, 0, GROUPS)
                : join(groups, 0, from) + "::" + join(groups, from + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
