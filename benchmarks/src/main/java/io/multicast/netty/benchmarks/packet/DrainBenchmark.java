package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The CPU time of a datagram: a queue is filled, then emptied, by one route after the other. */
final class DrainBenchmark extends ReceiveBenchmark<DrainBenchmark.Receiver> {
    private static final int FILL = 2048;

    /** Empties a queue. */
    interface Receiver {
        /** What it took, or null when datagrams were lost. */
        @Nullable
        Cpu drain() throws Exception;
    }

    DrainBenchmark(Link link, Predicate<String> wanted) throws Exception {
        super(link);
        open(7000, wanted);
    }

    @Override
    Receiver c(int fd, int info) {
        return () -> receiving
                .submit(() -> {
                    Cpu start = Cpu.now();
                    int got = C.bench_drain(fd, info, FILL);
                    Cpu used = Cpu.now().since(start);
                    return got == FILL ? used : null;
                })
                .get();
    }

    @Override
    Receiver netty(Function<ChannelHandler, Bootstrap> how, int port) throws Exception {
        Counter counter = new Counter();
        Channel channel = bind(how.apply(counter), port);
        return () -> {
            channel.eventLoop().execute(() -> counter.begin(channel));
            return counter.done.poll(10, TimeUnit.SECONDS);
        };
    }

    private static final class Counter extends ChannelInboundHandlerAdapter {
        final SynchronousQueue<Cpu> done = new SynchronousQueue<>();
        private int left;
        private Cpu start = new Cpu(0, 0);

        void begin(Channel channel) {
            left = FILL;
            start = Cpu.now();
            channel.config().setAutoRead(true);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            ReferenceCountUtil.release(message);
            if (--left == 0) {
                Cpu used = Cpu.now().since(start);
                context.channel().config().setAutoRead(false);
                done.put(used);
            }
        }
    }

    @Override
    public void run(int size, int warmUp, int rounds) throws Exception {
        Samples samples = new Samples();
        for (int round = -warmUp; round < rounds; round++) {
            Samples target = round < 0 ? new Samples() : samples;
            for (Route<Receiver> route : routes) {
                sending.submit(() -> check(C.bench_send(route.sender(), FILL, size)))
                        .get();
                Cpu used = route.receiver().drain();
                if (used == null) {
                    throw new IllegalStateException(route.name() + " lost datagrams");
                }
                target.add(route.name(), (double) used.nanos() / FILL, (double) used.bytes() / FILL);
            }
        }
        samples.print("receiving, queue drained, " + size + " bytes, CPU per datagram", "ns");
    }
}
