package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

/**
 * Messages of the corpus, changed by chance, are read or refused in one way; what is read can be written and read again. More
 * runs, or others: {@code -Dfuzz.runs=10000000 -Dfuzz.seed=2}. What fails belongs in the corpus.
 */
class FuzzTest {
    private static final int RUNS = Integer.getInteger("fuzz.runs", 200_000);
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    private final Random random = new Random(Long.getLong("fuzz.seed", 1));
    private final List<byte[]> corpus = Corpus.messages();
    private final List<UnaryOperator<byte[]>> changes = List.of(
            this::flip, this::flip, this::number, this::pointer, this::cut, this::remove, this::splice, this::noise);

    @Test
    void theCorpusItselfIsReadAsDnsjavaReadsIt() throws Exception {
        for (byte[] bytes : corpus) {
            DnsMessage message = DnsMessage.decode(Unpooled.wrappedBuffer(bytes));
            Message theirs = new Message(bytes);
            assertThat(message.answers()).hasSize(theirs.getSection(1).size());
            ByteBuf again = message.encode(HEAP);
            assertThat(DnsMessage.decode(again)).isEqualTo(message);
            assertThat(again.readableBytes()).isLessThanOrEqualTo(bytes.length);
        }
    }

    @Test
    void readOrRefused() {
        int read = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = mutated();
            try {
                read += isReadAndWritten(bytes) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(read).isBetween(RUNS / 20, RUNS - RUNS / 20); // else one of the two was hardly tried
    }

    private static boolean isReadAndWritten(byte[] bytes) {
        DnsMessage message;
        try {
            message = DnsMessage.decode(Unpooled.wrappedBuffer(bytes));
        } catch (MalformedMessageException e) {
            return false;
        }
        ByteBuf written = message.encode(HEAP);
        if (!DnsMessage.decode(written).equals(message) || message.toString().isEmpty()) {
            throw new AssertionError("read, written and read again it is another");
        }
        written.release();
        message.split(512).forEach(part -> part.encode(HEAP).release());
        return true;
    }

    private byte[] mutated() {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = bytes.length == 0
                    ? bytes
                    : changes.get(random.nextInt(changes.size())).apply(bytes);
        }
        return bytes;
    }

    private byte[] flip(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] number(byte[] bytes) {
        byte[] values = {0, 1, 0x3F, 0x40, 0x7F, (byte) 0x80, (byte) 0xC0, (byte) 0xFF};
        bytes[random.nextInt(bytes.length)] = values[random.nextInt(values.length)];
        return bytes;
    }

    private byte[] pointer(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) 0xC0;
        if (at + 1 < bytes.length) {
            bytes[at + 1] = (byte) random.nextInt(Math.min(bytes.length, 256));
        }
        return bytes;
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] remove(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        return joined(bytes, from, bytes, from + 1 + random.nextInt(bytes.length - from));
    }

    private byte[] splice(byte[] bytes) {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        return joined(bytes, random.nextInt(bytes.length), other, random.nextInt(other.length));
    }

    private byte[] noise(byte[] bytes) {
        byte[] noise = new byte[random.nextInt(8)];
        random.nextBytes(noise);
        int at = random.nextInt(bytes.length);
        return joined(joined(bytes, at, noise, 0), at + noise.length, bytes, at);
    }

    private static byte[] joined(byte[] head, int to, byte[] tail, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head, 0, to);
        out.write(tail, from, tail.length - from);
        return out.toByteArray();
    }
}
