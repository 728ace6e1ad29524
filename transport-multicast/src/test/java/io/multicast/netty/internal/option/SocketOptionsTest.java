package io.multicast.netty.internal.option;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.RecordingCalls.Call;
import io.multicast.netty.internal.platform.Tables;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The scratch memory and the way of an error number. */
class SocketOptionsTest {
    private static final OptionRow TTL = new OptionRow(0, 33, Codec.INT);
    private static final InetAddress GROUP = ip("239.1.2.3");

    private final RecordingCalls calls = Tables.LINUX_64_LITTLE.calls();
    private final SocketOptions options = new SocketOptions(Tables.LINUX_64_LITTLE.table(), calls);

    @Test
    void errorNumbersComeBack() {
        calls.fail(99);
        assertThat(options.set(7, TTL, 1)).isEqualTo(99);
        assertThat(options.get(7, TTL)).isEqualTo(99);
        assertThat(options.setBytes(7, 0, 1, new byte[3])).isEqualTo(99);
        assertThat(options.setBytes(7, 0, 1, new byte[0])).isEqualTo(99);
        assertThat(options.getBytes(7, 0, 1, 3)).isEqualTo(99);
        assertThat(options.setHandle(7, 0, 1, 3)).isEqualTo(99);
        assertThat(options.group(7, MembershipCall.JOIN_GROUP, 1, GROUP)).isEqualTo(99);
        assertThat(options.source(7, MembershipCall.BLOCK_SOURCE, 1, GROUP, ip("10.0.0.1")))
                .isEqualTo(99);
        assertThat(options.filter(7, 1, GROUP, true, List.of())).isEqualTo(99);
        assertThat(calls.calls()).hasSize(9);
    }

    @Test
    void whatIsReadIsAsLongAsTheAnswer() {
        calls.answer((byte) 1, (byte) 2, (byte) 3);
        assertThat(options.getBytes(7, 1, 2, 100)).isZero();
        assertThat(options.bytes()).containsExactly(1, 2, 3);
        assertThat(options.getBytes(7, 1, 2, 2)).isZero();
        assertThat(options.bytes()).containsExactly(1, 2);
        assertThat(calls.calls()).extracting(Call::value).containsExactly("100", "2");
    }

    /** Longer than the scratch memory at first; and nothing of it shows up in a shorter value behind it. */
    @Test
    void longValuesFit() {
        byte[] value = new byte[4000];
        Arrays.fill(value, (byte) 0xee);
        options.setBytes(7, 1, 2, value);
        assertThat(calls.calls().get(0).value()).isEqualTo("ee".repeat(4000));

        options.group(7, MembershipCall.JOIN_GROUP, 258, GROUP);
        assertThat(calls.calls().get(1).value()).isEqualTo("0201000000000000" + "02000000ef010203" + "00".repeat(120));
        calls.answer(value);
        assertThat(options.getBytes(7, 1, 2, 5000)).isZero();
        assertThat(options.bytes()).isEqualTo(value);
    }

    @Test
    void filtersOfManySourcesFit() {
        List<InetAddress> sources =
                IntStream.rangeClosed(1, 100).mapToObj(i -> ip("10.0.0." + i)).toList();
        options.filter(7, 258, GROUP, true, sources);
        String bytes = calls.calls().get(0).value();
        assertThat(bytes).hasSize(2 * (144 + 100 * 128));
        for (int i = 0; i < 100; i++) {
            assertThat(bytes.substring(2 * (144 + 128 * i), 2 * (272 + 128 * i)))
                    .isEqualTo("020000000a0000%02x".formatted(i + 1) + "00".repeat(120));
        }
    }

    @Test
    void memoryIsAllocatedOnce() {
        AtomicInteger allocations = new AtomicInteger();
        SocketCalls counting = new RecordingCalls(ByteOrder.nativeOrder(), 4) {
            @Override
            public long addressOf(ByteBuffer direct) {
                allocations.incrementAndGet();
                return super.addressOf(direct);
            }
        };
        SocketOptions once = new SocketOptions(Tables.LINUX_64_LITTLE.table(), counting);
        for (int i = 0; i < 1000; i++) {
            once.set(7, TTL, 1);
            once.source(7, MembershipCall.BLOCK_SOURCE, 1, GROUP, ip("10.0.0.1"));
        }
        assertThat(allocations).hasValue(1);
    }
}
