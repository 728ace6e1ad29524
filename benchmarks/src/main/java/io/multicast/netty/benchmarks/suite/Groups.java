package io.multicast.netty.benchmarks.suite;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that all programs of these benchmarks use. */
final class Groups {
    /** The one that is joined and left. */
    static final InetAddress EXTRA = address(0xEFFF0001);

    /** The one whose sources are changed. */
    static final InetAddress FILTERED = address(0xEFFF0002);

    /** The source. */
    static final InetAddress SOURCE = address(0x0A000005);

    private Groups() {}

    /** Group number i of those that are held. */
    static InetAddress numbered(int i) {
        return address(0xEF010000 + i);
    }

    private static InetAddress address(int host) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (host >> 24), (byte) (host >> 16), (byte) (host >> 8), (byte) host});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
