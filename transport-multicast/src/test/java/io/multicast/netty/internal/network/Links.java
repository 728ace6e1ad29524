package io.multicast.netty.internal.network;

import java.util.List;

/** What a test kernel says of links. */
final class Links {
    static final int UP_WITH_LINK = 0x11043;

    private Links() {}

    /** Hardware that is up, with both families. */
    static LinkMessage link(int index, String name) {
        return new LinkMessage(index, name, List.of(), UP_WITH_LINK, "", 0, "", 1500, true, true);
    }

    static LinkMessage port(int index, String name, LinkMessage master) {
        return new LinkMessage(
                index, name, List.of(), UP_WITH_LINK, "veth", master.index(), master.kind(), 1500, true, true);
    }

    static LinkMessage bridge(int index, String name) {
        return new LinkMessage(index, name, List.of(), UP_WITH_LINK, "bridge", 0, "", 1500, true, true);
    }

    static LinkMessage up(LinkMessage link, boolean up) {
        int flags = up ? link.flags() | Rtnetlink.IFF_UP : link.flags() & ~Rtnetlink.IFF_UP;
        return new LinkMessage(
                link.index(),
                link.name(),
                link.otherNames(),
                flags,
                link.kind(),
                link.master(),
                link.masterKind(),
                link.mtu(),
                link.ipv4(),
                link.ipv6());
    }

    static LinkMessage mtu(LinkMessage link, int mtu, boolean ipv6) {
        return new LinkMessage(
                link.index(),
                link.name(),
                link.otherNames(),
                link.flags(),
                link.kind(),
                link.master(),
                link.masterKind(),
                mtu,
                link.ipv4(),
                ipv6);
    }
}
