package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.MulticastInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Datagrams received once a channel has started, with the initializer and without. */
final class HandlerSuite implements Suite {
    private static final int BATCH = 128; // fits the default receive buffer
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        Rounds rounds = new Rounds(plan.pick(150, 20), plan.pick(400, 30), BATCH);
        for (boolean epoll : List.of(true, false)) {
            try (Channels channels = new Channels(epoll);
                    DatagramChannel sender = DatagramChannel.open()) {
                Drain plain = drain("plain channel", channels, sender, next -> next);
                Drain ours = drain("with MulticastInitializer", channels, sender, HandlerSuite::initializer);
                Drain again = drain("another plain channel", channels, sender, next -> next);
                requireSamePipeline(plain.channel, ours.channel);
                rounds.run(channels.transport(), List.of(plain, ours, again), samples);
            }
        }
    }

    private static ChannelHandler initializer(ChannelHandler next) {
        return MulticastInitializer.builder()
                .ttl(4)
                .loopback(true)
                .handler(next)
                .build();
    }

    private static Drain drain(
            String name, Channels channels, DatagramChannel sender, UnaryOperator<ChannelHandler> start)
            throws Exception {
        Count count = new Count();
        Channel channel = channels.bootstrap(start.apply(count))
                .option(ChannelOption.AUTO_READ, false)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        return new Drain(name, channel, sender, count);
    }

    private static void requireSamePipeline(Channel one, Channel other) {
        int here = one.pipeline().names().size();
        int there = other.pipeline().names().size();
        if (here != there) {
            throw new IllegalStateException(one.pipeline() + " is not as long as " + other.pipeline());
        }
    }

    /** The user's handler. */
    private static final class Count extends ChannelInboundHandlerAdapter {
        private int left;
        private long last;
        private CountDownLatch done = new CountDownLatch(0);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            if (--left == 0) {
                last = THREADS.getCurrentThreadCpuTime();
                context.channel().config().setAutoRead(false);
                done.countDown();
            }
        }
    }

    /** Fills the socket's queue, then times the event loop emptying it. */
    private record Drain(String name, Channel channel, DatagramChannel sender, Count count) implements Contender {
        @Override
        public Cost run(int times) throws Exception {
            SocketAddress to = channel.localAddress();
            ByteBuffer datagram = ByteBuffer.allocateDirect(64);
            for (int i = 0; i < times; i++) {
                sender.send(datagram.clear(), to);
            }
            CountDownLatch done = new CountDownLatch(1);
            long start = channel.eventLoop()
                    .submit(() -> {
                        count.left = times;
                        count.done = done;
                        long now = THREADS.getCurrentThreadCpuTime();
                        channel.config().setAutoRead(true);
                        return now;
                    })
                    .get(10, TimeUnit.SECONDS);
            if (!done.await(10, TimeUnit.SECONDS)) {
                throw new CannotException("datagrams were lost");
            }
            return new Cost((double) (count.last - start) / times, Double.NaN);
        }
    }
}
