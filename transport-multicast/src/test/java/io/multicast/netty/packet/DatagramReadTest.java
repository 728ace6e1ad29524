package io.multicast.netty.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastPacket;
import io.multicast.netty.internal.packet.ReceiveBatch;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Requirements;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
        assertThat(seen.get()).isBetween(1, ReceiveBatch.SIZE);
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
}
