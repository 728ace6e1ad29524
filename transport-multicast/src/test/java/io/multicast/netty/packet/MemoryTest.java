package io.multicast.netty.packet;

import static io.multicast.netty.MulticastChannelOption.RECVHOPLIMIT;
import static io.multicast.netty.MulticastChannelOption.RECVPKTINFO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing grows. The run under load is longer with {@code -Dmemory.seconds=600}. */
class MemoryTest {
    private static final long SECONDS = Long.getLong("memory.seconds", 8);
    private static final int MIB = 1 << 20;

    private final Logger logger = Logger.getLogger(ResourceLeakDetector.class.getName());
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            leaks.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    private Loop loop;
    private Loop senders; // a loop reads only between its tasks

    @BeforeEach
    void open() {
        Requirements.procfs();
        logger.addHandler(listener);
        loop = Loop.here(Transport.NIO);
        senders = Loop.here(Transport.NIO);
    }

    @AfterEach
    void close() {
        senders.close();
        loop.close();
        logger.removeHandler(listener);
        ResourceLeakDetector.setLevel(level);
    }

    private static Channel bind(Loop loop, ChannelHandler handler) throws InterruptedException {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> new MulticastDatagramChannel(StandardProtocolFamily.INET))
                .option(RECVPKTINFO, true)
                .option(RECVHOPLIMIT, true)
                .handler(handler)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    @Test
    @Timeout(120)
    void tenThousandChannelsLeaveNothingBehind() throws Exception {
        openAndClose(500);
        collect();
        long files = files();
        long direct = direct();
        long resident = resident();
        openAndClose(10_000);
        collect();
        assertThat(files()).isEqualTo(files);
        assertThat(direct()).isLessThanOrEqualTo(direct + MIB);
        assertThat(resident() - resident).as("growth of the resident set").isLessThan(48L * MIB);
        assertThat(leaks).isEmpty();
    }

    private void openAndClose(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Inbox inbox = new Inbox();
            Channel channel = bind(loop, inbox);
            if (i % 50 == 0) {
                channel.writeAndFlush(new DatagramPacket(
                        Unpooled.copiedBuffer("itself", UTF_8), (InetSocketAddress) channel.localAddress()));
                assertThat(inbox.next().text()).isEqualTo("itself");
            }
            channel.close().sync();
        }
    }

    @Test
    @Timeout(1200)
    void nothingGrowsUnderLoad() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE); // paranoid keeps a record of each touch
        AtomicLong received = new AtomicLong();
        Channel receiver = bind(loop, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ReferenceCountUtil.release(message);
                received.incrementAndGet();
            }
        });
        Channel sender = bind(senders, new Inbox());
        flood(sender, receiver, Duration.ofSeconds(Math.max(3, SECONDS / 4)));
        collect();
        long heap = heap();
        long direct = direct();
        long resident = resident();
        long before = received.get();
        flood(sender, receiver, Duration.ofSeconds(SECONDS));
        long count = received.get() - before;
        collect();
        heap = heap() - heap; // at once: to look again is to find what has been allocated meanwhile
        direct = direct() - direct;
        resident = resident() - resident;
        System.out.printf(
                "%d datagrams in %d s: heap %+d KiB, direct %+d KiB, resident %+d KiB, leaks %d%n",
                count, SECONDS, heap >> 10, direct >> 10, resident >> 10, leaks.size());
        assertThat(leaks).isEmpty();
        assertThat(count).isGreaterThan(5000 * SECONDS);
        assertThat(heap).isLessThan(4L * MIB);
        assertThat(direct).isLessThan(MIB);
        assertThat(resident).isLessThan(48L * MIB);
        receiver.close().sync();
        sender.close().sync();
    }

    private static void flood(Channel sender, Channel receiver, Duration howLong) throws InterruptedException {
        ByteBuf payload = Unpooled.directBuffer().writeZero(200);
        InetSocketAddress to = (InetSocketAddress) receiver.localAddress();
        long end = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < end) {
            Future<?> last = null;
            for (int task = 0; task < 32; task++) {
                last = sender.eventLoop().submit(() -> {
                    for (int i = 0; i < 128; i++) {
                        sender.write(new DatagramPacket(payload.retainedDuplicate(), to), sender.voidPromise());
                    }
                    sender.flush();
                });
            }
            last.sync();
        }
        payload.release();
    }

    private static void collect() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
    }

    private static long heap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                << 10;
    }

    private static long files() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }
}
