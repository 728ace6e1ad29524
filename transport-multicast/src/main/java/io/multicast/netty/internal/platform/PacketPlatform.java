package io.multicast.netty.internal.platform;

import static java.util.Map.entry;

import io.multicast.netty.internal.jna.LibcPacketCalls;
import io.multicast.netty.internal.option.Codec;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.packet.PacketKey;
import io.multicast.netty.internal.packet.PacketSystem;
import io.multicast.netty.internal.packet.PacketTable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one system that receives and sends many datagrams per call: Linux. */
public final class PacketPlatform {
    private static final @Nullable PacketSystem CURRENT = detect();

    private PacketPlatform() {}

    /** The running system's, or null when it has none. */
    public static @Nullable PacketSystem current() {
        return CURRENT;
    }

    /** Whether that table is of a system that has it. */
    public static boolean isOf(SystemTable table) {
        return table.system().equals("Linux");
    }

    private static @Nullable PacketSystem detect() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
            return null;
        }
        try {
            return new PacketSystem(linux(), LibcPacketCalls.bind());
        } catch (LinkageError e) {
            return null; // Platforms tells why
        }
    }

    /** {@code linux/in.h}, {@code linux/in6.h}, {@code linux/udp.h}, {@code asm-generic}; ip(7), ipv6(7), udp(7). */
    static PacketTable linux() {
        Map<PacketKey, OptionRow> options = Map.ofEntries(
                entry(PacketKey.IP_PKTINFO, new OptionRow(0, 8, Codec.INT)),
                entry(PacketKey.IP_RECVTTL, new OptionRow(0, 12, Codec.INT)),
                entry(PacketKey.IP_RECVTOS, new OptionRow(0, 13, Codec.INT)),
                entry(PacketKey.IPV6_RECVPKTINFO, new OptionRow(41, 49, Codec.INT)),
                entry(PacketKey.IPV6_RECVHOPLIMIT, new OptionRow(41, 51, Codec.INT)),
                entry(PacketKey.IPV6_RECVTCLASS, new OptionRow(41, 66, Codec.INT)),
                entry(PacketKey.SO_RXQ_OVFL, new OptionRow(1, 40, Codec.INT)),
                entry(PacketKey.UDP_GRO, new OptionRow(17, 104, Codec.INT)));
        return new PacketTable(options, 11, 4, 105, 111, 1, 38);
    }
}
