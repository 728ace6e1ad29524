package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Requirements;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How datagrams are written: one by one, many at once, and what does not go. */
class DatagramWriteTest extends LoopbackChannels {
    @Test
    void oneThatIsTooLongFailsAlone() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Channel sender = bind(bootstrap(new Inbox()));
        ChannelFuture first = sender.write(packet("first", receiver));
        ChannelFuture long1 = sender.write(new DatagramPacket(
                Unpooled.wrappedBuffer(new byte[70_000]), (InetSocketAddress) receiver.localAddress()));
        ChannelFuture family = sender.write(
                new DatagramPacket(Unpooled.copiedBuffer("x", UTF_8), new InetSocketAddress(Ip.ip("::1"), 9)));
        ChannelFuture last = sender.writeAndFlush(packet("last", receiver));
        last.sync();
        assertThat(first.isSuccess()).isTrue();
        assertThat(long1.await().cause()).isInstanceOf(IOException.class).hasMessageContaining("EMSGSIZE");
        assertThat(family.await().cause()).isInstanceOf(UnsupportedAddressTypeException.class);
        assertThat(inbox.next().text()).isEqualTo("first");
        assertThat(inbox.next().text()).isEqualTo("last");
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
    }

    @Test
    void writabilityFollowsTheWaterMarks() throws Exception {
        Channel sender = bind(bootstrap(inbox)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new io.netty.channel.WriteBufferWaterMark(500, 1000)));
        ChannelFuture last = null;
        for (int i = 0; i < 20; i++) {
            last = sender.write(packet("x".repeat(100), sender));
        }
        sender.eventLoop().submit(() -> {}).sync();
        boolean blocked = !sender.isWritable();
        sender.flush();
        last.sync();
        assertThat(blocked).isTrue();
        assertThat(sender.isWritable()).isTrue();
        inbox.awaitSize(20);
    }
}
