package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.option.GroupLayout;
import io.multicast.netty.internal.option.SocketAddressLayout;
import io.multicast.netty.internal.option.SystemTable;

/** FreeBSD 10 and later. */
final class FreeBsd {
    private static final int IPV6_TCLASS = 61;
    private static final int EOPNOTSUPP = 45;
    private static final int EPROTO = 92;

    private FreeBsd() {}

    /** The table for a processor; only 32-bit x86 aligns 64-bit fields to 4 bytes. */
    static SystemTable table(boolean i386) {
        return new SystemTable(
                "FreeBSD",
                Bsd.options(IPV6_TCLASS),
                Bsd.calls(),
                new GroupLayout(i386 ? 4 : 8, new SocketAddressLayout(true, 28), Bsd.MCAST_INCLUDE, Bsd.MCAST_EXCLUDE),
                Bsd.errnos(EOPNOTSUPP, EPROTO),
                Bsd.answers(Bsd.errnos(EOPNOTSUPP, EPROTO)),
                Bsd.limits(),
                false,
                null,
                null,
                null);
    }
}
