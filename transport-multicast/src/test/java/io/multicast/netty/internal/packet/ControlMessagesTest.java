package io.multicast.netty.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parser of control messages against arbitrary bytes: it stays inside, ends, and what it tells has been there. Longer
 * with {@code -Dfuzz.seconds=...}, repeated with {@code -Dfuzz.seed=...}.
 */
class ControlMessagesTest {
    private static final int MARGIN = 64;
    private static final int[][] KINDS = {
        {0, 8}, {0, 2}, {0, 1}, {41, 50}, {41, 52}, {41, 67}, {1, 40}, {17, 104}, {0, 11}, {1, 29}, {99, 99}
    };

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void survivesAnyBytes(int pointer) {
        Structs structs = new Structs(pointer);
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("fuzz.seconds", 2)).toNanos();
        long rounds = 0;
        long told = 0;
        do {
            int length = random.nextInt(260);
            ByteBuffer memory = random.nextBoolean() ? bytes(length) : likely(structs, length);
            byte[] before = new byte[memory.capacity()];
            memory.get(0, before);
            ControlMessages messages = new ControlMessages(structs);
            try {
                // a view that ends where the messages end: one byte too far throws
                messages.parse(memory.slice(MARGIN, length).order(ByteOrder.nativeOrder()), 0, length);
                check(messages, memory, length);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", length " + length + ", pointer " + pointer, e);
            }
            byte[] after = new byte[memory.capacity()];
            memory.get(0, after);
            assertThat(after).isEqualTo(before);
            told += messages.hasDestination() ? 1 : 0;
            rounds++;
        } while (System.nanoTime() < end);
        System.out.println("control messages, pointer " + pointer + ": " + rounds + " rounds, seed " + seed);
        assertThat(rounds).isGreaterThan(1000);
        assertThat(told).as("the fuzz reaches the inside").isPositive();
    }

    private ByteBuffer bytes(int length) {
        byte[] bytes = new byte[length + 2 * MARGIN];
        random.nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length)
                .order(ByteOrder.nativeOrder())
                .put(0, bytes);
    }

    /** Random bytes with heads that could be right, whose lengths mostly are, too. */
    private ByteBuffer likely(Structs structs, int length) {
        ByteBuffer memory = bytes(length);
        int at = MARGIN;
        while (at + structs.controlHeader <= MARGIN + length) {
            int[] kind = KINDS[random.nextInt(KINDS.length)];
            int size = structs.controlHeader + random.nextInt(28);
            long claimed = random.nextInt(8) == 0 ? random.nextLong() : size;
            if (structs.pointer == 8) {
                memory.putLong(at, claimed);
            } else {
                memory.putInt(at, (int) claimed);
            }
            memory.putInt(at + structs.pointer, kind[0]).putInt(at + structs.pointer + 4, kind[1]);
            at += structs.align(size);
        }
        return memory;
    }

    /** Whatever is told stands in the bytes. */
    private static void check(ControlMessages messages, ByteBuffer memory, int length) {
        if (messages.hasDestination()) {
            assertThat(contains(memory, length, messages.interfaceIndex())).isTrue();
        } else {
            assertThat(messages.interfaceIndex()).isZero();
        }
        if (messages.hopLimit() != ControlMessages.UNKNOWN) {
            assertThat(contains(memory, length, messages.hopLimit())).isTrue();
        }
        if (messages.segmentSize() != 0) {
            assertThat(contains(memory, length, messages.segmentSize())).isTrue();
        }
    }

    private static boolean contains(ByteBuffer memory, int length, int value) {
        for (int at = 0; at + 4 <= length; at++) {
            if (memory.getInt(MARGIN + at) == value) {
                return true;
            }
        }
        return false;
    }

    /** What the kernel wrote for one message does not stand for the next. */
    @Test
    void nothingIsLeftOver() {
        Structs structs = new Structs(8);
        ControlMessages messages = new ControlMessages(structs);
        ByteBuffer memory = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
        memory.putLong(0, 28).putInt(8, 0).putInt(12, 8).putInt(16, 3).putInt(24, 0x01020304);
        messages.parse(memory, 0, 32);
        assertThat(messages.hasDestination()).isTrue();
        assertThat(messages.interfaceIndex()).isEqualTo(3);
        messages.parse(memory, 0, 27);
        assertThat(messages.hasDestination()).isFalse();
        assertThat(messages.interfaceIndex()).isZero();
        assertThat(messages.hopLimit()).isEqualTo(ControlMessages.UNKNOWN);
    }
}
