package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to and from the kernel, byte by byte. */
class NetlinkMessageTest {
    private static final LinkMessage PORT = new LinkMessage(
            7,
            "vethé0",
            List.of("feed", "a-name-of-more-than-15-bytes"),
            0x11043,
            "tap",
            3,
            "bridge",
            9000,
            true,
            false);

    private static List<ByteOrder> orders() {
        return List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    @Test
    void linkIsReadInEitherByteOrder() {
        for (ByteOrder order : orders()) {
            ByteBuffer datagram = new NetlinkBytes(order)
                    .link(RTM_NEWLINK, 5, AF_UNSPEC, PORT)
                    .done(5)
                    .buffer();
            List<NetlinkMessage> messages = NetlinkMessage.split(datagram);
            assertThat(messages).hasSize(2);
            assertThat(messages.get(0).type()).isEqualTo(RTM_NEWLINK);
            assertThat(messages.get(0).sequence()).isEqualTo(5);
            assertThat(messages.get(0).family()).isEqualTo(AF_UNSPEC);
            assertThat(LinkMessage.of(messages.get(0).body())).isEqualTo(PORT);
            assertThat(messages.get(1).isLast()).isTrue();
            assertThat(messages.get(1).result()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, , 24", "10.1.2.3, 10.1.2.9, 32", "fd99::1, , 64", "fd99::1, fd99::9, 128", "0.0.0.0, , 0"})
    void ownAddressIsReadNotThePeers(String own, String peer, int length) {
        for (ByteOrder order : orders()) {
            ByteBuffer datagram = new NetlinkBytes(order)
                    .address(1, 4, length, ip(own), peer == null ? null : ip(peer))
                    .buffer();
            AddressMessage read =
                    AddressMessage.of(NetlinkMessage.split(datagram).get(0).body());
            assertThat(read).isNotNull();
            assertThat(read.index()).isEqualTo(4);
            assertThat(read.address()).isEqualTo(InterfaceAddress.of(new AddressPrefix(ip(own), length)));
        }
    }

    @Test
    void mappedAddressStaysIpv6() throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex("00000000000000000000ffff0a010203");
        ByteBuffer datagram = new NetlinkBytes()
                .address(1, 4, 96, Inet6Address.getByAddress(null, bytes, -1), null)
                .buffer();
        AddressMessage read =
                AddressMessage.of(NetlinkMessage.split(datagram).get(0).body());
        assertThat(read).isNotNull();
        assertThat(read.address().prefix().address().getAddress()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 128, 255})
    void prefixLongerThanTheAddressIsRefused(int length) {
        ByteBuffer datagram =
                new NetlinkBytes().address(1, 4, length, ip("10.1.2.3"), null).buffer();
        assertThat(AddressMessage.of(NetlinkMessage.split(datagram).get(0).body()))
                .isNull();
    }

    @Test
    void errorIsRead() {
        ByteBuffer datagram = new NetlinkBytes().error(9, -101).buffer();
        NetlinkMessage message = NetlinkMessage.split(datagram).get(0);
        assertThat(message.isLast()).isTrue();
        assertThat(message.result()).isEqualTo(-101);
    }

    @Test
    void cutDatagramGivesTheWholeMessagesOnly() {
        byte[] two = new NetlinkBytes()
                .link(RTM_NEWLINK, 1, AF_UNSPEC, PORT)
                .link(RTM_NEWLINK, 1, AF_UNSPEC, PORT)
                .array();
        for (int length = 0; length <= two.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(two, 0, length).slice().order(ByteOrder.nativeOrder());
            assertThat(NetlinkMessage.split(cut)).hasSize(length * 2 / two.length);
        }
    }

    /** As iproute2 6.1 sends them (strace), but for the sequence, the acknowledgement and what is filtered. */
    @Test
    void requestsAreWhatTheHeadersSay() throws UnknownHostException {
        ByteBuffer to = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        NetlinkRequests.links(to, 0x01020304);
        assertThat(hex(to))
                .isEqualTo("28000000" + "1200" + "0103" + "04030201" + "00000000" + "00".repeat(16) + "08001d00"
                        + "08000000");
        NetlinkRequests.link(to, 1, 7);
        assertThat(hex(to))
                .isEqualTo("28000000" + "1200" + "0500" + "01000000" + "00000000" + "00000000" + "07000000"
                        + "00".repeat(8) + "08001d00" + "08000000");
        NetlinkRequests.addresses(to, 1);
        assertThat(hex(to)).isEqualTo("18000000" + "1600" + "0103" + "01000000" + "00000000" + "00".repeat(8));
        NetlinkRequests.route(to, 2, ip("10.1.2.3"), 0);
        assertThat(hex(to))
                .isEqualTo("24000000" + "1a00" + "0500" + "02000000" + "00000000" + "02200000" + "00".repeat(8)
                        + "08000100" + "0a010203");
        NetlinkRequests.route(to, 3, ip("fe80::1"), 6);
        assertThat(hex(to))
                .isEqualTo("38000000" + "1a00" + "0500" + "03000000" + "00000000"
                        + "0a800000" + "00".repeat(8) + "14000100" + "fe80" + "00".repeat(13) + "01"
                        + "08000400" + "06000000");
        NetlinkRequests.nothing(to);
        assertThat(hex(to)).isEqualTo("10000000" + "0100" + "0500" + "00000000" + "00000000");
    }

    private static String hex(ByteBuffer written) {
        byte[] bytes = new byte[written.limit()];
        written.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
