package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bytes written out by hand after the RFCs. */
class WireTest {
    private static final DnsName LOCAL = DnsName.of("local");
    private static final DnsName HOST = DnsName.of("h1", "local");

    @Test
    void namesInSrvAndNsecAreCompressed() {
        DnsMessage message = DnsMessage.response(
                List.of(
                        DnsRecord.of(HOST, DnsType.SRV, true, 120, new Srv(1, 2, 0x1F90, HOST)),
                        DnsRecord.of(HOST, DnsType.NSEC, true, 120, Nsec.of(HOST, List.of(1, 28, 33)))),
                List.of(DnsRecord.of(LOCAL, DnsType.PTR, false, 4500, new Ptr(LOCAL.child("H1")))));

        assertWire(
                message,
                "0000 8400 0000 0002 0000 0001"
                        + "02 6831 05 6C6F63616C 00 0021 8001 00000078 0008 0001 0002 1F90 C00C"
                        + "C00C 002F 8001 00000078 0009 C00C 00 05 40 00 00 08 40"
                        + "C00F 000C 0001 00001194 0005 02 4831 C00F");
    }

    @Test
    void namesInSrvAndNsecAreNotCompressedForUnicast() {
        DnsMessage message = DnsMessage.response(
                List.of(
                        DnsRecord.of(HOST, DnsType.PTR, false, 120, new Ptr(HOST)),
                        DnsRecord.of(HOST, DnsType.SRV, true, 120, new Srv(1, 2, 0x1F90, HOST)),
                        DnsRecord.of(HOST, DnsType.NSEC, true, 120, Nsec.of(HOST, List.of(1)))),
                List.of());

        ByteBuf bytes = message.encodeForUnicast(UnpooledByteBufAllocator.DEFAULT);

        assertThat(ByteBufUtil.hexDump(bytes))
                .isEqualToIgnoringCase(("0000 8400 0000 0003 0000 0000"
                                + "02 6831 05 6C6F63616C 00 000C 0001 00000078 0002 C00C"
                                + "C00C 0021 8001 00000078 0010 0001 0002 1F90 02 6831 05 6C6F63616C 00"
                                + "C00C 002F 8001 00000078 000D 02 6831 05 6C6F63616C 00 00 01 40")
                        .replace(" ", ""));
        assertThat(DnsMessage.decode(bytes)).isEqualTo(message);
        bytes.release();
    }

    @Test
    void topBits() {
        DnsMessage message = new DnsMessage(
                0x1234,
                DnsMessage.TC,
                List.of(DnsQuestion.of(LOCAL, DnsType.ANY).withUnicastResponse(true)),
                List.of(),
                List.of(),
                List.of());

        assertWire(message, "1234 0200 0001 0000 0000 0000 05 6C6F63616C 00 00FF 8001");
        assertThat(message.isTruncated()).isTrue();
        assertThat(message.isResponse()).isFalse();
    }

    @Test
    void opcodeAndRcode() {
        DnsMessage message = DnsMessage.decode(bytes("0000 A805 0000 0000 0000 0000"));
        assertThat(message.isResponse()).isTrue();
        assertThat(message.opcode()).isEqualTo(DnsMessage.UPDATE);
        assertThat(message.rcode()).isEqualTo(5);
    }

    @Test
    void anotherSpellingIsKept() {
        DnsMessage message = DnsMessage.response(
                List.of(
                        DnsRecord.of(
                                DnsName.of("Host", "local"),
                                DnsType.PTR,
                                false,
                                1,
                                new Ptr(DnsName.of("host", "LOCAL"))),
                        DnsRecord.of(DnsName.of("host", "LOCAL"), DnsType.PTR, false, 1, new Ptr(DnsName.ROOT))),
                List.of());

        assertThat(roundTrip(message).answers().get(0).data()).hasToString("host.LOCAL");
        assertThat(roundTrip(message).answers().get(1)).hasToString("host.LOCAL 1 PTR .");
    }

    @Test
    void aTxtRecordIsNeverEmptyButMayArriveSo() {
        assertThat(Txt.of(List.of()).toBytes()).containsExactly(0);
        DnsMessage message = DnsMessage.decode(bytes("0000 8400 0000 0001 0000 0000 00 0010 0001 00000000 0000"));
        assertThat(((Txt) message.answers().get(0).data()).strings()).isEmpty();
    }

    @Test
    void dataOfOtherClassesIsNotLookedInto() {
        DnsMessage message = DnsMessage.decode(bytes("0000 2800 0000 0001 0000 0000 00 0001 00FF 00000000 0000"));
        assertThat(message.answers().get(0).data()).isEqualTo(Opaque.of());
    }

    @Test
    void rawDataForComparison() {
        assertThat(new Srv(0, 0, 80, DnsName.of("A", "b")).toBytes())
                .isEqualTo(HexFormat.of().parseHex("000000000050014101" + "6200"));
    }

    @Test
    void windowsOfTypesAbove255() {
        Nsec nsec = Nsec.of(DnsName.ROOT, new TreeSet<>(List.of(1, 256, 0xFFFF)));
        assertThat(HexFormat.of().formatHex(nsec.toBytes()))
                .isEqualTo("00" + "000140" + "010180" + "ff20" + "00".repeat(31) + "01");
    }

    @Test
    void namesBehind16KilobytesAreNoTargets() {
        List<DnsRecord> answers = Collections.nCopies(
                2_000, DnsRecord.of(DnsName.of("a"), DnsType.SRV, false, 0, new Srv(0, 0, 0, DnsName.of("b"))));
        DnsMessage message = new DnsMessage(
                0,
                0,
                List.of(),
                answers,
                Collections.nCopies(
                        2, DnsRecord.of(DnsName.of("late"), DnsType.PTR, false, 0, new Ptr(DnsName.of("late")))),
                List.of());
        assertThat(roundTrip(message)).isEqualTo(message);
    }

    @Test
    void whatIsLongerThanTcpCarriesIsRefused() {
        DnsRecord record = DnsRecord.of(LOCAL, DnsType.TXT, false, 0, Txt.of(Collections.nCopies(200, new byte[255])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roundTrip(DnsMessage.response(List.of(record, record), List.of())))
                .withMessageContaining("65535");
    }

    private static void assertWire(DnsMessage message, String hex) {
        ByteBuf bytes = message.encode(UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(bytes)).isEqualToIgnoringCase(hex.replace(" ", ""));
        bytes.release();
        assertThat(DnsMessage.decode(bytes(hex))).isEqualTo(message);
    }

    private static DnsMessage roundTrip(DnsMessage message) {
        ByteBuf bytes = message.encode(UnpooledByteBufAllocator.DEFAULT);
        try {
            return DnsMessage.decode(bytes);
        } finally {
            bytes.release();
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
