package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_DONE;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_ERROR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds a datagram of netlink messages as the kernel would. */
final class NetlinkBytes {
    private static final int NLA_F_NESTED = 0x8000;

    private final ByteBuffer bytes;
    private int message;

    NetlinkBytes(ByteOrder order) {
        bytes = ByteBuffer.allocate(16384).order(order);
    }

    NetlinkBytes() {
        this(ByteOrder.nativeOrder());
    }

    NetlinkBytes begin(int type, int flags, int sequence) {
        message = bytes.position();
        bytes.putInt(0).putShort((short) type).putShort((short) flags);
        bytes.putInt(sequence).putInt(0);
        return this;
    }

    /** Sets the length of the message, and pads. */
    NetlinkBytes end() {
        bytes.putInt(message, bytes.position() - message);
        pad();
        return this;
    }

    NetlinkBytes attribute(int type, byte[] value) {
        bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        pad();
        return this;
    }

    NetlinkBytes attribute(int type, int value) {
        bytes.putShort((short) 8).putShort((short) type).putInt(value);
        return this;
    }

    private void pad() {
        while (bytes.position() % 4 != 0) {
            bytes.put((byte) 0);
        }
    }

    NetlinkBytes link(int type, int sequence, int family, LinkMessage link) {
        begin(type, 2, sequence);
        bytes.put((byte) family).put((byte) 0).putShort((short) 1);
        bytes.putInt(link.index()).putInt(link.flags()).putInt(0);
        attribute(Rtnetlink.IFLA_IFNAME, text(link.name()));
        attribute(Rtnetlink.IFLA_MTU, link.mtu());
        if (link.master() != 0) {
            attribute(Rtnetlink.IFLA_MASTER, link.master());
        }
        nest(Rtnetlink.IFLA_LINKINFO, () -> info(link));
        nest(Rtnetlink.IFLA_AF_SPEC, () -> families(link));
        nest(
                Rtnetlink.IFLA_PROP_LIST,
                () -> link.otherNames().forEach(name -> attribute(Rtnetlink.IFLA_ALT_IFNAME, text(name))));
        return end();
    }

    private void info(LinkMessage link) {
        boolean tap = link.kind().equals("tap");
        if (!link.kind().isEmpty()) {
            attribute(Rtnetlink.IFLA_INFO_KIND, text(tap ? "tun" : link.kind()));
        }
        if (tap) {
            nest(Rtnetlink.IFLA_INFO_DATA, () -> attribute(Rtnetlink.IFLA_TUN_TYPE, new byte[] {Rtnetlink.IFF_TAP}));
        }
        if (!link.masterKind().isEmpty()) {
            attribute(Rtnetlink.IFLA_INFO_SLAVE_KIND, text(link.masterKind()));
        }
    }

    private void families(LinkMessage link) {
        if (link.ipv4()) {
            nest(Rtnetlink.AF_INET, () -> attribute(1, new byte[4]));
        }
        nest(Rtnetlink.AF_INET6, () -> settings(link.ipv6()));
    }

    private void settings(boolean ipv6) {
        ByteBuffer values = ByteBuffer.allocate(60 * Integer.BYTES).order(bytes.order());
        values.putInt(Rtnetlink.DEVCONF_DISABLE_IPV6 * Integer.BYTES, ipv6 ? 0 : 1);
        attribute(Rtnetlink.IFLA_INET6_CONF, values.array());
    }

    private void nest(int type, Runnable content) {
        int start = bytes.position();
        bytes.putShort((short) 0).putShort((short) (type | NLA_F_NESTED));
        content.run();
        bytes.putShort(start, (short) (bytes.position() - start));
    }

    /** A message of AF_INET6 about an interface. */
    NetlinkBytes ipv6(int index, boolean on) {
        begin(Rtnetlink.RTM_NEWLINK, 0, 0);
        bytes.put((byte) Rtnetlink.AF_INET6).put((byte) 0).putShort((short) 1);
        bytes.putInt(index).putInt(0).putInt(0);
        nest(Rtnetlink.IFLA_PROTINFO, () -> settings(on));
        return end();
    }

    NetlinkBytes address(int sequence, int index, int prefix, InetAddress own, InetAddress other) {
        return address(RTM_NEWADDR, sequence, index, prefix, own, other);
    }

    NetlinkBytes address(int type, int sequence, int index, int prefix, InetAddress own, InetAddress other) {
        begin(type, 2, sequence);
        bytes.put((byte) (own.getAddress().length == 4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6));
        bytes.put((byte) prefix).putShort((short) 0).putInt(index);
        if (other != null) {
            attribute(Rtnetlink.IFA_ADDRESS, other.getAddress());
            attribute(Rtnetlink.IFA_LOCAL, own.getAddress());
        } else {
            attribute(Rtnetlink.IFA_ADDRESS, own.getAddress());
        }
        return end();
    }

    NetlinkBytes done(int sequence) {
        begin(NLMSG_DONE, 2, sequence);
        bytes.putInt(0);
        return end();
    }

    NetlinkBytes error(int sequence, int result) {
        begin(NLMSG_ERROR, 0, sequence);
        bytes.putInt(result);
        return end();
    }

    private static byte[] text(String value) {
        return (value + '\0').getBytes(StandardCharsets.UTF_8);
    }

    byte[] array() {
        byte[] all = new byte[bytes.position()];
        bytes.get(0, all);
        return all;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(array()).order(bytes.order());
    }
}
