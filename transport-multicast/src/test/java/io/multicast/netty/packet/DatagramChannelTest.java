package io.multicast.netty.packet;

import static java.net.StandardProtocolFamily.INET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastPacket;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's rules, on the loopback interface. */
@Timeout(60)
class DatagramChannelTest {
    /** RCVBUF_ALLOCATOR in Netty 4.1, under another name in 4.2. */
    private static final ChannelOption<RecvByteBufAllocator> ROOM =
            ChannelOption.valueOf(ChannelOption.exists("RECVBUF_ALLOCATOR") ? "RECVBUF_ALLOCATOR" : "RCVBUF_ALLOCATOR");

    private Loop loop;
    private final Inbox inbox = new Inbox();

    @BeforeEach
    void open() {
        loop = Loop.here(Transport.NIO);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Bootstrap bootstrap(ChannelHandler handler) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(INET)))
                .handler(handler);
    }

    private MulticastDatagramChannel bind(Bootstrap bootstrap) throws InterruptedException {
        return (MulticastDatagramChannel)
                loop.bind(bootstrap, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static DatagramPacket packet(String text, Channel to) {
        return new DatagramPacket(Unpooled.copiedBuffer(text, UTF_8), (InetSocketAddress) to.localAddress());
    }

    @Test
    void batchesOnLinux() throws Exception {
        assertThat(bind(bootstrap(inbox)).isBatching())
                .isEqualTo(System.getProperty("os.name").equals("Linux"));
    }

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
    void oneThatIsTooLongFailsAlone() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Channel sender = bind(bootstrap(new Inbox()));
        ChannelFuture first = sender.write(packet("first", receiver));
        ChannelFuture long1 = sender.write(new DatagramPacket(
                Unpooled.wrappedBuffer(new byte[70_000]), (InetSocketAddress) receiver.localAddress()));
        ChannelFuture family =
                sender.write(new DatagramPacket(Unpooled.copiedBuffer("x", UTF_8), new InetSocketAddress("::1", 9)));
        ChannelFuture last = sender.writeAndFlush(packet("last", receiver));
        last.sync();
        assertThat(first.isSuccess()).isTrue();
        assertThat(long1.await().cause()).isInstanceOf(IOException.class).hasMessageContaining("EMSGSIZE");
        assertThat(family.await().cause()).isInstanceOf(UnsupportedAddressTypeException.class);
        assertThat(inbox.next().text()).isEqualTo("first");
        assertThat(inbox.next().text()).isEqualTo("last");
    }

    @Test
    void connected() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Inbox answers = new Inbox();
        Channel sender = loop.closeWithThis(
                bootstrap(answers).connect(receiver.localAddress()).sync().channel());
        assertThat(((MulticastDatagramChannel) sender).isConnected()).isTrue();
        sender.writeAndFlush(Unpooled.EMPTY_BUFFER).sync();
        sender.writeAndFlush(Unpooled.copiedBuffer("to the peer", UTF_8)).sync();
        Mail mail = inbox.next();
        assertThat(mail.text()).isEqualTo("to the peer");
        receiver.writeAndFlush(mail.packet().reply(Unpooled.copiedBuffer("answer", UTF_8)))
                .sync();
        assertThat(answers.next().text()).isEqualTo("answer");
        sender.disconnect().sync();
        assertThat(((MulticastDatagramChannel) sender).isConnected()).isFalse();
        assertThat(sender.writeAndFlush(Unpooled.copiedBuffer("x", UTF_8))
                        .await()
                        .cause())
                .isInstanceOf(NotYetConnectedException.class);
        receiver.writeAndFlush(packet("still bound", sender)).sync();
        assertThat(answers.next().text()).isEqualTo("still bound");
    }

    @Test
    void anUnreachablePortIsReportedAndEndsNothing() throws Exception {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        Channel sender = loop.closeWithThis(bootstrap(inbox)
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync()
                .channel());
        sender.writeAndFlush(Unpooled.copiedBuffer("x", UTF_8)).sync();
        Eventually.await(Inbox.SOON, () -> !inbox.failures.isEmpty(), () -> "no failure");
        assertThat(inbox.failures.get(0)).isInstanceOf(PortUnreachableException.class);
        assertThat(sender.isActive()).isTrue();
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
        assertThat(seen.get()).as("one batch").isBetween(1, 32);
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
        assertThat(seen.get()).isBetween(1, 32);
        assertThat(receiver.writeAndFlush(packet("x", sender)).await().cause())
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closedByTheListenerOfABatch() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Channel sender = bind(bootstrap(new Inbox()));
        List<ChannelFuture> futures = new ArrayList<>();
        sender.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        futures.add(sender.write(packet("" + i, receiver)));
                    }
                    futures.get(0).addListener(done -> sender.close());
                    sender.flush();
                })
                .sync();
        for (ChannelFuture future : futures) {
            assertThat(future.await(5000)).isTrue();
        }
        assertThat(futures.get(0).isSuccess()).isTrue();
        assertThat(futures.get(99).cause()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void segmentsAreCutByTheKernelAndMergedOnesTakenApart() throws Exception {
        Requirements.procfs();
        Channel plain = bind(bootstrap(inbox));
        Inbox merged = new Inbox();
        Channel coalescing = bind(bootstrap(merged).option(MulticastChannelOption.UDP_GRO, true));
        Channel sender = bind(bootstrap(new Inbox()));
        for (Channel receiver : List.of(plain, coalescing)) {
            ByteBuf content = Unpooled.copiedBuffer("aaaaabbbbbcccccddd", UTF_8);
            sender.writeAndFlush(new SegmentedDatagramPacket(content, 5, (InetSocketAddress) receiver.localAddress()))
                    .sync();
            sender.writeAndFlush(packet("single", receiver)).sync();
        }
        for (Inbox each : List.of(inbox, merged)) {
            for (String text : List.of("aaaaa", "bbbbb", "ccccc", "ddd", "single")) {
                Mail mail = each.next();
                assertThat(mail.text()).isEqualTo(text);
                assertThat(mail.packet().sender()).isEqualTo(sender.localAddress());
            }
        }
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

    /** With this allocator Netty's own newDirectBuffer answers the heap buffer that it was given. */
    @Test
    void copiesWhatIsNotOneDirectBuffer() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Channel sender = bind(bootstrap(new Inbox()).option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT));
        InetSocketAddress to = (InetSocketAddress) receiver.localAddress();
        List<ByteBuf> contents = List.of(
                Unpooled.copiedBuffer("heap", UTF_8),
                Unpooled.wrappedBuffer(
                        Unpooled.directBuffer().writeBytes("two ".getBytes(UTF_8)),
                        Unpooled.directBuffer().writeBytes("direct".getBytes(UTF_8))),
                Unpooled.wrappedBuffer(
                        Unpooled.copiedBuffer("mi", UTF_8),
                        Unpooled.directBuffer().writeBytes(new byte[] {'x'})));
        for (ByteBuf content : contents) {
            String text = content.toString(UTF_8);
            sender.writeAndFlush(new DatagramPacket(content, to)).sync();
            assertThat(inbox.next().text()).isEqualTo(text);
            assertThat(content.refCnt()).isZero();
        }
    }

    @Test
    void takesNoOtherMessages() throws Exception {
        Channel sender = bind(bootstrap(inbox));
        assertThat(sender.writeAndFlush("text").await().cause()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new MulticastDatagramChannel(java.net.StandardProtocolFamily.UNIX))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void writabilityFollowsTheWaterMarks() throws Exception {
        Channel sender = bind(bootstrap(inbox)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new io.netty.channel.WriteBufferWaterMark(500, 1000)));
        ChannelFuture last = null;
        boolean blocked = false;
        for (int i = 0; i < 20; i++) {
            last = sender.write(packet("x".repeat(100), sender));
        }
        sender.eventLoop().submit(() -> {}).sync();
        blocked = !sender.isWritable();
        sender.flush();
        last.sync();
        assertThat(blocked).isTrue();
        assertThat(sender.isWritable()).isTrue();
        inbox.awaitSize(20);
    }
}
