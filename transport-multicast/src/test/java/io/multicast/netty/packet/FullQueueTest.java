package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramPacket;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue behind the socket that is full, where the kernel says so (ENOBUFS, with IP_RECVERR). */
class FullQueueTest {
    private static final int COUNT = 60;

    /** At 1.6 Mbit/s 60 datagrams of 1,000 bytes take a third of a second; the queue holds three. */
    @Test
    void neitherSpinsNorLoses() throws Exception {
        Requirements.root();
        Requirements.program("tc");
        try (Lab lab = Lab.open();
                Loop receiving = Loop.in(lab.b(), Transport.NIO);
                Loop sending = Loop.in(lab.a(), Transport.NIO)) {
            lab.a()
                    .exec(
                            "tc",
                            "qdisc",
                            "replace",
                            "dev",
                            "va0",
                            "root",
                            "tbf",
                            "rate",
                            "1600kbit",
                            "burst",
                            "2000",
                            "limit",
                            "3500");
            Inbox inbox = new Inbox();
            receiving.bind(channel(receiving, inbox), new InetSocketAddress("10.99.0.2", 7000));
            Channel sender = sending.bind(channel(sending, new Inbox()), new InetSocketAddress("10.99.0.1", 0));
            byte[] on = ByteBuffer.allocate(4)
                    .order(ByteOrder.nativeOrder())
                    .putInt(1)
                    .array();
            sender.config().setOption(MulticastChannelOption.raw(0, 11, 4), on); // IP_RECVERR
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long[] thread = new long[1];
            sender.eventLoop()
                    .submit(() -> thread[0] = Thread.currentThread().getId())
                    .sync();
            long before = threads.getThreadCpuTime(thread[0]);
            long began = System.nanoTime();
            List<ChannelFuture> futures = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                String text = i + " " + "x".repeat(950);
                futures.add(sender.write(new DatagramPacket(
                        Unpooled.copiedBuffer(text, UTF_8), new InetSocketAddress("10.99.0.2", 7000))));
            }
            sender.flush();
            for (ChannelFuture future : futures) {
                assertThat(future.await(Duration.ofSeconds(20).toMillis())).isTrue();
                assertThat(future.cause()).isNull();
            }
            long took = System.nanoTime() - began;
            long busy = threads.getThreadCpuTime(thread[0]) - before;
            for (int i = 0; i < COUNT; i++) {
                assertThat(inbox.next().text()).startsWith(i + " ");
            }
            assertThat(took)
                    .as("the queue was full")
                    .isGreaterThan(Duration.ofMillis(200).toNanos());
            assertThat((double) busy / took).as("share of the processor").isLessThan(0.5);
        }
    }

    private static Bootstrap channel(Loop loop, Inbox inbox) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(StandardProtocolFamily.INET)))
                .handler(inbox);
    }
}
