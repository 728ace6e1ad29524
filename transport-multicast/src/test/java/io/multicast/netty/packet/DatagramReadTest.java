package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastPacket;
import io.multicast.netty.internal.packet.ReceiveBatch;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Requirements;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxBytesRecvByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How datagrams are read: their order, their length, when, and what is lost. */
class DatagramReadTest extends LoopbackChannels {
    @Test
    void allOfALargeRunArriveInOrder() throws Exception {
        Channel receiver = bind(bootstrap(inbox).option(ChannelOption.SO_RCVBUF, 1 << 20));
        Channel sender = bind(bootstrap(new Inbox()));
        int count = 500;
        List<ChannelFuture> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(sender.write(packet("datagram " + i, receiver)));
        }
        sender.flush();
        inbox.awaitSize(count);
        for (int i = 0; i < count; i++) {
            Mail mail = inbox.next();
            assertThat(mail.text()).isEqualTo("datagram " + i);
            assertThat(mail.packet().sender()).isEqualTo(sender.localAddress());
            assertThat(mail.packet().recipient()).isEqualTo(receiver.localAddress());
            assertThat(mail.packet().isTruncated()).isFalse();
            assertThat(mail.packet().interfaceIndex()).isZero();
            assertThat(mail.packet().hopLimit()).isEqualTo(MulticastPacket.UNKNOWN);
            assertThat(mail.packet().drops()).isEqualTo(MulticastPacket.UNKNOWN);
        }
        assertThat(futures).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void tooLongIsCutAndSaysSo() throws Exception {
        Channel receiver = bind(bootstrap(inbox).option(ROOM, new FixedRecvByteBufAllocator(10)));
        Channel sender = bind(bootstrap(new Inbox()));
        sender.write(packet("0123456789", receiver));
        sender.write(packet("0123456789abc", receiver));
        sender.writeAndFlush(packet("short", receiver)).sync();
        assertThat(inbox.next().packet().isTruncated()).isFalse();
        Mail cut = inbox.next();
        assertThat(cut.text()).isEqualTo("0123456789");
        assertThat(cut.packet().isTruncated()).isTrue();
        assertThat(inbox.next().packet().isTruncated()).isFalse();
    }

    @Test
    void emptyDatagramsAreSentAndRead() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Channel sender = bind(bootstrap(new Inbox()));
        sender.write(packet("", receiver)).addListener(done -> sender.flush());
        sender.writeAndFlush(packet("after", receiver)).sync();
        assertThat(inbox.next().length()).isZero();
        assertThat(inbox.next().text()).isEqualTo("after");
    }

    @Test
    void readsOnlyWhenAsked() throws Exception {
        Channel receiver = bind(bootstrap(inbox)
                .option(ChannelOption.AUTO_READ, false)
                .option(ROOM, new FixedRecvByteBufAllocator(64).maxMessagesPerRead(3)));
        Channel sender = bind(bootstrap(new Inbox()));
        for (int i = 0; i < 10; i++) {
            sender.write(packet("" + i, receiver));
        }
        sender.flush();
        Thread.sleep(50);
        assertThat(inbox.mails).isEmpty();
        for (int expected : new int[] {3, 6, 9, 10}) {
            receiver.read();
            inbox.awaitSize(expected);
            Thread.sleep(20);
            assertThat(inbox.mails).hasSize(expected);
        }
    }

    @Test
    void aReadEndsWhenAutoReadIsTurnedOff() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger completes = new AtomicInteger();
        Channel receiver = bind(bootstrap(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        ReferenceCountUtil.release(message);
                        seen.incrementAndGet();
                        context.channel().config().setAutoRead(false);
                    }

                    @Override
                    public void channelReadComplete(ChannelHandlerContext context) {
                        completes.incrementAndGet();
                    }
                })
                .option(ChannelOption.SO_RCVBUF, 1 << 20)
                .option(ROOM, new FixedRecvByteBufAllocator(64).maxMessagesPerRead(1000)));
        receiver.config().setAutoRead(false);
        Channel sender = bind(bootstrap(new Inbox()));
        for (int i = 0; i < 100; i++) {
            sender.write(packet("" + i, receiver));
        }
        sender.writeAndFlush(packet("last", receiver)).sync();
        receiver.config().setAutoRead(true);
        Eventually.await(Inbox.SOON, () -> completes.get() == 1, () -> "no readComplete");
        Thread.sleep(50);
        assertThat(seen.get()).as("one batch").isBetween(1, ReceiveBatch.SIZE);
        assertThat(completes.get()).isEqualTo(1);
    }

    @Test
    void closedByTheHandlerOfABatch() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        Channel receiver = bind(bootstrap(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        ReferenceCountUtil.release(message);
                        seen.incrementAndGet();
                        context.close();
                    }
                })
                .option(ChannelOption.AUTO_READ, false)
                .option(ROOM, new FixedRecvByteBufAllocator(64).maxMessagesPerRead(1000)));
        Channel sender = bind(bootstrap(new Inbox()));
        for (int i = 0; i < 100; i++) {
            sender.write(packet("" + i, receiver));
        }
        sender.writeAndFlush(packet("last", receiver)).sync();
        receiver.read();
        assertThat(receiver.closeFuture().await(5000)).isTrue();
        Thread.sleep(50);
        assertThat(seen.get()).isEqualTo(1);
        assertThat(receiver.writeAndFlush(packet("x", sender)).await().cause())
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void tellsHowManyWereDropped() throws Exception {
        Requirements.procfs();
        Channel receiver = bind(bootstrap(inbox)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, 4096)
                .option(MulticastChannelOption.SO_RXQ_OVFL, true));
        Channel sender = bind(bootstrap(new Inbox()));
        for (int i = 0; i < 200; i++) {
            sender.write(packet("some hundred bytes are not needed", receiver));
        }
        sender.writeAndFlush(packet("", receiver)).sync();
        receiver.config().setAutoRead(true);
        inbox.awaitSize(1);
        Thread.sleep(50);
        int kept = inbox.mails.size();
        assertThat(inbox.mails).allMatch(mail -> mail.packet().drops() == 0);
        inbox.mails.clear();
        sender.writeAndFlush(packet("after the loss", receiver)).sync();
        assertThat(inbox.next().packet().drops()).isEqualTo(201 - kept).isPositive();
    }

    /** The kernel hands over ten in one piece: each read still gives no more than was asked for. */
    @Test
    void readsOfMergedDatagramsOnlyWhatIsAsked() throws Exception {
        Requirements.procfs();
        Channel receiver = bind(bootstrap(inbox)
                .option(ChannelOption.AUTO_READ, false)
                .option(MulticastChannelOption.UDP_GRO, true)
                .option(ROOM, new FixedRecvByteBufAllocator(64).maxMessagesPerRead(4)));
        Channel sender = bind(bootstrap(new Inbox()));
        ByteBuf ten = Unpooled.copiedBuffer("0a1b2c3d4e5f6g7h8i9j", UTF_8);
        sender.writeAndFlush(new SegmentedDatagramPacket(ten, 2, (InetSocketAddress) receiver.localAddress()))
                .sync();
        sender.writeAndFlush(packet("last", receiver)).sync();
        for (int expected : new int[] {4, 8, 11}) {
            receiver.read();
            inbox.awaitSize(Math.min(expected, 10));
            if (expected == 11 && inbox.mails.size() == 10) { // what was held needed no look at the socket
                receiver.read();
                inbox.awaitSize(11);
            }
            Thread.sleep(20);
            assertThat(inbox.mails).hasSize(expected);
        }
        assertThat(inbox.mails).extracting(Mail::text).startsWith("0a", "1b").endsWith("9j", "last");
    }

    @Test
    void whatIsHeldGoesOnWhenAutoReadIsTurnedOn() throws Exception {
        Requirements.procfs();
        Channel receiver = bind(bootstrap(inbox)
                .option(ChannelOption.AUTO_READ, false)
                .option(MulticastChannelOption.UDP_GRO, true)
                .option(ROOM, new FixedRecvByteBufAllocator(64).maxMessagesPerRead(1)));
        Channel sender = bind(bootstrap(new Inbox()));
        ByteBuf six = Unpooled.copiedBuffer("abcdef", UTF_8);
        sender.writeAndFlush(new SegmentedDatagramPacket(six, 1, (InetSocketAddress) receiver.localAddress()))
                .sync();
        receiver.read();
        inbox.awaitSize(1);
        receiver.config().setAutoRead(true);
        inbox.awaitSize(6);
        assertThat(inbox.mails).extracting(Mail::text).containsExactly("a", "b", "c", "d", "e", "f");
    }

    static List<RecvByteBufAllocator> allocators() {
        return List.of(
                new FixedRecvByteBufAllocator(2048),
                new AdaptiveRecvByteBufAllocator(),
                new AdaptiveRecvByteBufAllocator(64, 2048, 65_536),
                new DefaultMaxBytesRecvByteBufAllocator(65_536, 2048),
                new ServerChannelRecvByteBufAllocator());
    }

    /** A batch is read into one buffer: allocators that adapt themselves must not take that for one datagram. */
    @ParameterizedTest
    @MethodSource("allocators")
    void buffersDoNotGrowWithTheBatch(RecvByteBufAllocator allocator) throws Exception {
        AtomicInteger largest = new AtomicInteger();
        AtomicInteger count = new AtomicInteger();
        AtomicInteger cut = new AtomicInteger();
        Channel receiver = bind(bootstrap(new SimpleChannelInboundHandler<MulticastPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) {
                        ByteBuf root = packet.content();
                        while (root.unwrap() != null && root.unwrap().maxCapacity() <= 1 << 20) {
                            root = root.unwrap();
                        }
                        largest.accumulateAndGet(root.maxCapacity(), Math::max);
                        cut.addAndGet(packet.isTruncated() ? 1 : 0);
                        count.incrementAndGet();
                    }
                })
                .option(ChannelOption.SO_RCVBUF, 1 << 20)
                .option(ROOM, allocator));
        Channel sender = bind(bootstrap(new Inbox()));
        for (int round = 1; round <= 20; round++) {
            for (int i = 0; i < 100; i++) {
                sender.write(packet("x".repeat(i % 2 == 0 ? 10 : 1000), receiver));
            }
            sender.flush();
            int expected = 100 * round;
            Eventually.await(Inbox.SOON, () -> count.get() == expected, () -> count + " of " + expected);
        }
        boolean small = allocator instanceof ServerChannelRecvByteBufAllocator; // 128 bytes
        assertThat(cut.get()).isEqualTo(small ? 1000 : 0);
        assertThat(largest.get()).isBetween(1, ReceiveBatch.SIZE * 2048);
    }
}
