package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/** Datagrams per second while a sender on the other core sends as fast as it can. */
final class FloodBenchmark extends ReceiveBenchmark<FloodBenchmark.Receiver> {
    private static final long SLICE_MILLIS = 300;

    /** Receives for a while. */
    interface Receiver {
        double perSecond(long millis) throws Exception;
    }

    FloodBenchmark(Link link, Predicate<String> wanted) throws Exception {
        super(link);
        open(7100, wanted);
    }

    @Override
    Receiver c(int fd, int info) {
        return millis -> receiving
                        .submit(() -> C.bench_drain_for(fd, info, millis * 1_000_000))
                        .get()
                * 1000.0
                / millis;
    }

    @Override
    Receiver netty(Function<ChannelHandler, Bootstrap> how, int port) throws Exception {
        Counter counter = new Counter();
        Channel channel = bind(how.apply(counter), port);
        return millis -> {
            channel.eventLoop()
                    .submit(() -> {
                        counter.count = 0;
                        channel.config().setAutoRead(true);
                    })
                    .get();
            long start = System.nanoTime();
            Thread.sleep(millis);
            double perSecond = channel.eventLoop()
                    .submit(() -> counter.count * 1e9 / (System.nanoTime() - start))
                    .get();
            channel.config().setAutoRead(false);
            return perSecond;
        };
    }

    private static final class Counter extends ChannelInboundHandlerAdapter {
        long count;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            count++;
        }
    }

    @Override
    public void run(int size, int warmUp, int rounds) throws Exception {
        Samples samples = new Samples();
        CSide.Flag stop = new CSide.Flag();
        for (int round = -warmUp / 10; round < rounds / 10; round++) {
            for (Route<Receiver> route : routes) {
                stop.set(false);
                Future<Long> sent =
                        sending.submit(() -> C.bench_flood(route.sender(), size, SendBenchmark.segments(size), stop));
                double perSecond = route.receiver().perSecond(SLICE_MILLIS);
                stop.set(true);
                sent.get();
                route.receiver().perSecond(SLICE_MILLIS / 3); // what is left in the queue
                if (round >= 0) {
                    samples.add(route.name(), perSecond, 0);
                }
            }
        }
        samples.print("receiving under flood, " + size + " bytes", "per s");
    }
}
