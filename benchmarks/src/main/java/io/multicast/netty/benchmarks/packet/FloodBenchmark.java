package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

import com.sun.jna.Memory;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/** Datagrams per second while a sender on the other core sends as fast as it can. */
final class FloodBenchmark implements PacketRounds {
    private static final long SLICE_MILLIS = 300;

    private interface Route {
        double perSecond(long millis) throws Exception;
    }

    private record Named(Route route, int sender) {}

    private final Map<String, Named> routes = new LinkedHashMap<>();
    private final ExecutorService sending = Executors.newSingleThreadExecutor();
    private final ExecutorService receiving = Executors.newSingleThreadExecutor();

    FloodBenchmark(Link link, Predicate<String> wanted) throws Exception {
        sending.submit(() -> {
                    link.enterOtherSide();
                    check(C.bench_pin(1));
                })
                .get();
        receiving
                .submit(() -> {
                    link.enter();
                    check(C.bench_pin(0));
                })
                .get();
        int port = 7100;
        add("C recvmmsg, info", c(port, 1), port++);
        add("C recvmmsg, no info", c(port, 0), port++);
        for (Map.Entry<String, Function<ChannelHandler, Bootstrap>> entry :
                Channels.receivers().entrySet()) {
            if (wanted.test(entry.getKey())) {
                add(entry.getKey(), netty(entry.getValue(), port), port++);
            }
        }
    }

    private void add(String name, Route route, int port) throws Exception {
        routes.put(
                name,
                new Named(
                        route,
                        sending.submit(() -> check(C.bench_sender(Link.RECEIVER, port, 0)))
                                .get()));
    }

    private Route c(int port, int info) throws Exception {
        int fd = receiving
                .submit(() -> {
                    int opened = check(C.bench_receiver(port, info));
                    check(C.bench_room(opened, 128 << 20));
                    return opened;
                })
                .get();
        return millis -> {
            double perSecond = receiving
                            .submit(() -> C.bench_drain_for(fd, info, millis * 1_000_000))
                            .get()
                    * 1000.0
                    / millis;
            return perSecond;
        };
    }

    private Route netty(Function<ChannelHandler, Bootstrap> how, int port) throws Exception {
        Counter counter = new Counter();
        Channel channel = receiving
                .submit(() -> Channels.bind(how.apply(counter).option(ChannelOption.AUTO_READ, false), port, 0))
                .get();
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
        Memory stop = new Memory(4);
        for (int round = -warmUp / 10; round < rounds / 10; round++) {
            for (Map.Entry<String, Named> route : routes.entrySet()) {
                stop.setInt(0, 0);
                int fd = route.getValue().sender();
                Future<Long> sent = sending.submit(() -> C.bench_flood(fd, size, stop));
                double perSecond = route.getValue().route().perSecond(SLICE_MILLIS);
                stop.setInt(0, 1);
                sent.get();
                route.getValue().route().perSecond(SLICE_MILLIS / 3); // what is left in the queue
                if (round >= 0) {
                    samples.add(route.getKey(), perSecond, 0);
                }
            }
        }
        samples.print("receiving under flood, " + size + " bytes", "per s");
    }
}
