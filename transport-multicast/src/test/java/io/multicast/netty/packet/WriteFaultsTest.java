package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Ip;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that do not go, between others that do: each has its own end, and the others leave once, in order. */
class WriteFaultsTest extends LoopbackChannels {
    /** Netty tells of each buffer that was released too early. */
    private static final Logger NETTY_LOG = Logger.getLogger("io.netty.util.ReferenceCountUtil");

    @BeforeAll
    static void silence() {
        NETTY_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        NETTY_LOG.setLevel(null);
    }

    /** What becomes of a message. */
    private enum Fate {
        SENT,
        CANCELLED,
        RELEASED,
        TOO_LONG,
        OTHER_FAMILY,
        NOTHING // an empty buffer without a recipient
    }

    @Test
    void cancelledOnesBetweenOthers() throws Exception {
        exchange(List.of(Fate.SENT, Fate.CANCELLED, Fate.SENT, Fate.SENT));
        exchange(List.of(Fate.CANCELLED, Fate.CANCELLED, Fate.SENT));
        exchange(List.of(Fate.SENT, Fate.CANCELLED));
        exchange(List.of(Fate.CANCELLED));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyMixture(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            List<Fate> fates = new ArrayList<>();
            int size = 1 + random.nextInt(120);
            int faulty = random.nextInt(100);
            for (int i = 0; i < size; i++) {
                Fate[] all = Fate.values();
                fates.add(random.nextInt(100) < faulty ? all[random.nextInt(all.length)] : Fate.SENT);
            }
            exchange(fates);
        }
    }

    private void exchange(List<Fate> fates) throws Exception {
        Inbox arrived = new Inbox();
        MulticastDatagramChannel receiver = bind(bootstrap(arrived));
        receiver.config().setReceiveBufferSize(1 << 20);
        Channel sender = bind(bootstrap(new Inbox()));
        InetSocketAddress to = receiver.localAddress();
        List<ChannelFuture> futures = new ArrayList<>();
        sender.eventLoop()
                .submit(() -> {
                    List<ByteBuf> early = new ArrayList<>();
                    for (int i = 0; i < fates.size(); i++) {
                        futures.add(write(sender, fates.get(i), "m" + i, to, early));
                    }
                    early.forEach(ByteBuf::release);
                    sender.flush();
                })
                .sync();
        for (int i = 0; i < fates.size(); i++) {
            ChannelFuture future = futures.get(i);
            assertThat(future.await(5000)).isTrue();
            check(fates.get(i), future, i + " of " + fates);
            if (fates.get(i) == Fate.SENT) {
                assertThat(arrived.next().text()).as(i + " of " + fates).isEqualTo("m" + i);
            }
        }
        sender.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer("end", UTF_8), to))
                .sync();
        assertThat(arrived.next().text()).as("after " + fates).isEqualTo("end");
        sender.close().sync();
        receiver.close().sync();
    }

    private static ChannelFuture write(
            Channel sender, Fate fate, String text, InetSocketAddress to, List<ByteBuf> early) {
        ByteBuf content = sender.alloc().directBuffer().writeBytes(text.getBytes(UTF_8));
        switch (fate) {
            case CANCELLED -> {
                ChannelFuture future = sender.write(new DatagramPacket(content, to));
                assertThat(future.cancel(false)).isTrue();
                return future;
            }
            case RELEASED -> early.add(content);
            case TOO_LONG -> content.writeZero(70_000);
            case OTHER_FAMILY -> {
                return sender.write(new DatagramPacket(content, new InetSocketAddress(Ip.ip("::1"), 9)));
            }
            case NOTHING -> {
                content.release();
                return sender.write(Unpooled.EMPTY_BUFFER);
            }
            default -> {}
        }
        return sender.write(new DatagramPacket(content, to));
    }

    private static void check(Fate fate, ChannelFuture future, String which) {
        switch (fate) {
            case SENT, NOTHING -> assertThat(future.isSuccess()).as(which).isTrue();
            case CANCELLED -> assertThat(future.isCancelled()).as(which).isTrue();
            case RELEASED -> assertThat(future.cause()).as(which).isInstanceOf(IllegalReferenceCountException.class);
            case TOO_LONG ->
                assertThat(future.cause())
                        .as(which)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("EMSGSIZE")
                        .hasMessageContaining("65,507");
            case OTHER_FAMILY ->
                assertThat(future.cause()).as(which).isInstanceOf(UnsupportedAddressTypeException.class);
        }
    }
}
