package io.multicast.netty.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Codec;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.packet.PacketKey;
import io.multicast.netty.internal.packet.PacketTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden rows; the same numbers stand in {@code linux/in.h}, {@code linux/in6.h}, {@code linux/udp.h}. */
class PacketPlatformTest {
    @Test
    void linux() {
        PacketTable table = PacketPlatform.linux();
        assertThat(table.options())
                .isEqualTo(Map.of(
                        PacketKey.IP_PKTINFO, new OptionRow(0, 8, Codec.INT),
                        PacketKey.IP_RECVTTL, new OptionRow(0, 12, Codec.INT),
                        PacketKey.IP_RECVTOS, new OptionRow(0, 13, Codec.INT),
                        PacketKey.IPV6_RECVPKTINFO, new OptionRow(41, 49, Codec.INT),
                        PacketKey.IPV6_RECVHOPLIMIT, new OptionRow(41, 51, Codec.INT),
                        PacketKey.IPV6_RECVTCLASS, new OptionRow(41, 66, Codec.INT),
                        PacketKey.SO_RXQ_OVFL, new OptionRow(1, 40, Codec.INT),
                        PacketKey.UDP_GRO, new OptionRow(17, 104, Codec.INT)));
        assertThat(table.options()).hasSameSizeAs(PacketKey.values());
        assertThat(new int[] {table.again(), table.interrupted(), table.noBuffers(), table.refused()})
                .containsExactly(11, 4, 105, 111);
    }
}
