package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.option.GroupLayout;
import io.multicast.netty.internal.option.SocketAddressLayout;
import io.multicast.netty.internal.option.SystemTable;

/** macOS: the membership structs are packed to 4 bytes on every processor. */
final class MacOs {
    private static final int IPV6_TCLASS = 36;
    private static final int EOPNOTSUPP = 102;
    private static final int EPROTO = 100;

    private MacOs() {}

    static SystemTable table() {
        return new SystemTable(
                "macOS",
                Bsd.options(IPV6_TCLASS),
                Bsd.calls(),
                new GroupLayout(4, new SocketAddressLayout(true, 30), Bsd.MCAST_INCLUDE, Bsd.MCAST_EXCLUDE),
                Bsd.errnos(EOPNOTSUPP, EPROTO),
                Bsd.answers(Bsd.errnos(EOPNOTSUPP, EPROTO)),
                Bsd.limits(),
                false,
                null,
                null,
                null);
    }
}
