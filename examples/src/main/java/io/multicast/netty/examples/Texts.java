package io.multicast.netty.examples;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** Values as people read them. */
final class Texts {
    private Texts() {}

    /** Such as {@code fe80::1} (RFC 5952), without the scope. */
    static String of(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /** What is at the bottom of a failure, in one line. */
    static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
