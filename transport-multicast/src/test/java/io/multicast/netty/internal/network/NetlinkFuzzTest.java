package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes at all: no exception but the documented one, no endless loop. Repeat a run with -Dnetlink.seed. */
class NetlinkFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final long SEED = Long.getLong("netlink.seed", System.nanoTime());

    private static final LinkMessage NAMED_TAP = new LinkMessage(
            5,
            "tap0",
            List.of("feed", "an-alternative-name-of-more-bytes"),
            0x11043,
            "tap",
            3,
            "bridge",
            1000,
            false,
            true);

    private final Random random = new Random(SEED);

    private NetlinkFuzzTest() {
        System.out.println("netlink.seed=" + SEED);
    }

    private static byte[] sample(int sequence) {
        return new NetlinkBytes()
                .link(RTM_NEWLINK, sequence, AF_UNSPEC, Links.bridge(3, "eth0"))
                .link(RTM_DELLINK, sequence, AF_UNSPEC, Links.port(4, "va0", Links.bridge(3, "eth0")))
                .link(RTM_NEWLINK, sequence, AF_UNSPEC, NAMED_TAP)
                .ipv6(4, false)
                .address(sequence, 3, 24, ip("10.0.0.1"), ip("10.0.0.2"))
                .address(RTM_DELADDR, sequence, 3, 24, ip("10.0.0.1"), ip("10.0.0.2"))
                .address(sequence, 3, 64, ip("fd99::1"), null)
                .done(sequence)
                .array();
    }

    /** Random, or a sample with some bytes changed, or one cut off. */
    private byte[] bytes(int sequence) {
        byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(600)] : sample(sequence);
        if (bytes.length != sample(sequence).length) {
            random.nextBytes(bytes);
        }
        for (int changes = random.nextInt(8); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    @Test
    void messagesOfAnyBytes() {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            InterfaceTable table = new InterfaceTable();
            for (NetlinkMessage message :
                    NetlinkMessage.split(ByteBuffer.wrap(bytes(1)).order(order))) {
                message.result();
                message.family();
                Attributes.integer(message.body(), Rtnetlink.ROUTE_HEADER, Rtnetlink.RTA_OIF);
                table.apply(message);
            }
            for (InterfaceState state : table.interfaces()) {
                assertThat(state.index()).isPositive();
                assertThat(state.name()).isNotEmpty();
                read++;
            }
        }
        assertThat(read).isGreaterThan(ROUNDS / 10); // not all was refused at the door
    }

    @Test
    void kernelThatAnswersWithAnyBytes() {
        FakeNetlink fake = new FakeNetlink(request -> {
            List<Object> answers = new ArrayList<>();
            for (int datagrams = random.nextInt(4); datagrams > 0; datagrams--) {
                answers.add(random.nextInt(20) == 0 ? (Object) random.nextInt(1, 200) : bytes(request.sequence()));
            }
            return answers;
        });
        NetlinkQueries queries = new NetlinkQueries(fake);
        int answered = 0;
        for (int round = 0; round < ROUNDS / 10; round++) {
            try {
                queries.look().table().interfaces();
                assertThat(queries.routeTo(ip("10.0.0.1"), 0)).isNotNegative();
                answered++;
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("netlink socket");
            }
        }
        assertThat(answered).isPositive();
        assertThat(fake.open()).isZero();
    }
}
