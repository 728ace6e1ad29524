package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no message end in one exception, in little time and memory. */
class HostileMessageTest {
    private static final String QUESTION = "0000 0000 0001 0000 0000 0000 ";
    private static final String ANSWER = "0000 8400 0000 0001 0000 0000 ";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty, ''",
        "half a header, 0000 0000 0001",
        "no question, " + QUESTION,
        "pointer to itself, " + QUESTION + " C00C 0001 0001",
        "pointer forward, " + QUESTION + " C00E 00 0001 0001",
        "pointer into the header, " + QUESTION + " C004 0001 0001",
        "labels that come round, " + QUESTION + " 0161 C00C 0001 0001",
        "half a pointer, " + QUESTION + " C0",
        "label type 01, " + QUESTION + " 41 61 00 0001 0001",
        "label type 10, " + QUESTION + " 81 61 00 0001 0001",
        "label longer than the message, " + QUESTION + " 3F 61 00 0001 0001",
        "name without end, " + QUESTION + " 0161 0161 0161",
        "65535 answers, 0000 8400 0000 FFFF 0000 0000 00 0001 0001 00000000 0000",
        "data longer than the message, " + ANSWER + " 00 0010 0001 00000000 0009 00",
        "address of 3 bytes, " + ANSWER + " 00 0001 0001 00000000 0003 010203",
        "address of 5 bytes, " + ANSWER + " 00 0001 0001 00000000 0005 0102030405",
        "IPv6 address of 4 bytes, " + ANSWER + " 00 001C 0001 00000000 0004 01020304",
        "name longer than its data, " + ANSWER + " 00 000C 0001 00000000 0002 0161 00",
        "pointer longer than its data, " + ANSWER + " 0161 00 000C 0001 00000000 0001 C0 0C",
        "data left behind a name, " + ANSWER + " 00 000C 0001 00000000 0002 00 00",
        "SRV of 5 bytes, " + ANSWER + " 00 0021 0001 00000000 0005 0000000000",
        "TXT string too long, " + ANSWER + " 00 0010 0001 00000000 0002 0261",
        "NSEC window of no bytes, " + ANSWER + " 00 002F 0001 00000000 0003 00 00 00",
        "NSEC window of 33 bytes, " + ANSWER + " 00 002F 0001 00000000 0003 00 00 21",
        "NSEC windows not in order, " + ANSWER + " 00 002F 0001 00000000 0007 00 000140 000140",
    })
    void malformed(String what, String hex) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .as(what)
                .isThrownBy(() -> DnsMessage.decode(bytes(hex)))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void aNameOf9000BytesIsNone() {
        ByteBuf message = bytes(QUESTION);
        while (message.readableBytes() < 8_900) {
            message.writeByte(63).writeZero(63);
        }
        message.writeByte(0).writeInt(0x00010001);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> DnsMessage.decode(message))
                .withMessageContaining("255 bytes");
    }

    @Test
    void aNameOf255BytesIsOneAndOf256IsNone() {
        assertThat(DnsMessage.decode(nameOf(61)).questions().get(0).name().wireLength())
                .isEqualTo(255);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> DnsMessage.decode(nameOf(62)));
    }

    private static ByteBuf nameOf(int last) {
        ByteBuf message = bytes(QUESTION);
        for (int i = 0; i < 3; i++) {
            message.writeByte(63).writeZero(63);
        }
        return message.writeByte(last).writeZero(last + 1).writeInt(0x00010001);
    }

    /** 128 pointers one behind the other: each leads backwards, but no name needs so many. */
    @Test
    void chainsOfPointersHaveAnEnd() {
        assertThat(DnsMessage.decode(chain(126)).answers()).hasSize(2);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> DnsMessage.decode(chain(127)));
    }

    /** A record with a root name and a chain of that many pointers in its data, and one whose name is a pointer to the last. */
    private static ByteBuf chain(int pointers) {
        ByteBuf message = bytes("0000 8400 0000 0002 0000 0000 00 FF00 0001 00000000");
        message.writeShort(3 + 2 * pointers).writeBytes(new byte[] {1, 'a', 0});
        int label = message.writerIndex() - 3;
        int target = label;
        for (int i = 0; i < pointers; i++) {
            message.writeShort(0xC000 | target);
            target = message.writerIndex() - 2;
        }
        return message.writeShort(0xC000 | target).writeBytes(bytes("FF00 0001 00000000 0000"));
    }

    @Test
    void memoryIsBounded() {
        assertAllocates("pointers to the longest name", 2 << 20, longNames());
        assertAllocates("every type in an NSEC", 1 << 20, allTypes());
        assertAllocates("TXT of empty strings", 1 << 20, emptyStrings());
    }

    private static void assertAllocates(String what, long limit, ByteBuf message) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        IntConsumer decode =
                i -> assertThat(DnsMessage.decode(message)).as(what).isNotNull();
        decode.accept(0);
        long before = threads.getCurrentThreadAllocatedBytes();
        decode.accept(1);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as(what).isBetween(1L, limit);
    }

    /** 9,000 bytes of records, each 13 bytes, each with the longest name. */
    private static ByteBuf longNames() {
        int records = 650;
        ByteBuf message = nameOf(61);
        message.setShort(6, records);
        for (int i = 0; i < records; i++) {
            message.writeShort(0xC00C).writeBytes(bytes("FF00 0001 00000000 0001 00"));
        }
        return message;
    }

    private static ByteBuf allTypes() {
        ByteBuf message =
                bytes(ANSWER + "00 002F 0001 00000000").writeShort(1 + 256 * 34).writeByte(0);
        for (int window = 0; window < 256; window++) {
            message.writeByte(window).writeByte(32);
            for (int i = 0; i < 4; i++) {
                message.writeLong(-1);
            }
        }
        return message;
    }

    private static ByteBuf emptyStrings() {
        return bytes(ANSWER + "00 0010 0001 00000000").writeShort(8_900).writeZero(8_900);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.buffer().writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
