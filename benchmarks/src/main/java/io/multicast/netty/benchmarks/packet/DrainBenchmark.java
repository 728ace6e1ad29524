package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The CPU time of a datagram: a queue is filled, then emptied, by one route after the other. */
final class DrainBenchmark implements PacketRounds {
    private static final int FILL = 2048;

    private interface Route {
        Cpu drain() throws InterruptedException;
    }

    private record Named(String name, Route route, int sender) {}

    private final List<Named> routes = new ArrayList<>();
    private final ExecutorService sending = Executors.newSingleThreadExecutor();
    private final ExecutorService receiving = Executors.newSingleThreadExecutor();

    /** Opens all routes, the sockets on the receiver's side. */
    DrainBenchmark(Link link, Predicate<String> wanted) throws Exception {
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
        int port = 7000;
        add("C recvmmsg, info", c(port, 1), port++);
        add("C recvmmsg, no info", c(port, 0), port++);
        for (var entry : Channels.receivers().entrySet()) {
            if (wanted.test(entry.getKey())) {
                add(entry.getKey(), netty(entry.getValue(), port), port++);
            }
        }
    }

    private void add(String name, Route route, int port) throws Exception {
        int sender = sending.submit(() -> check(C.bench_sender(Link.RECEIVER, port, 0)))
                .get();
        routes.add(new Named(name, route, sender));
    }

    private Route c(int port, int info) throws Exception {
        int fd = receiving
                .submit(() -> {
                    int opened = check(C.bench_receiver(port, info));
                    check(C.bench_room(opened, 128 << 20));
                    return opened;
                })
                .get();
        return () -> {
            try {
                return receiving
                        .submit(() -> {
                            Cpu start = Cpu.now();
                            int got = C.bench_drain(fd, info, FILL);
                            Cpu used = Cpu.now().since(start);
                            return got == FILL ? used : null;
                        })
                        .get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private Route netty(
            java.util.function.Function<io.netty.channel.ChannelHandler, io.netty.bootstrap.Bootstrap> how, int port)
            throws Exception {
        Counter counter = new Counter();
        Channel channel = receiving
                .submit(() -> {
                    return Channels.bind(
                            how.apply(counter).option(io.netty.channel.ChannelOption.AUTO_READ, false), port, 0);
                })
                .get();
        return () -> {
            channel.eventLoop().execute(() -> counter.begin(channel));
            return counter.done.poll(10, TimeUnit.SECONDS);
        };
    }

    private static final class Counter extends ChannelInboundHandlerAdapter {
        final SynchronousQueue<Cpu> done = new SynchronousQueue<>();
        private int left;
        private Cpu start;

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
            for (int i = 0; i < routes.size(); i++) {
                Named named = routes.get(i);
                sending.submit(() -> check(C.bench_send(named.sender(), FILL, size)))
                        .get();
                Cpu used = named.route().drain();
                if (used == null) {
                    throw new IllegalStateException(named.name() + " lost datagrams");
                }
                target.add(named.name(), (double) used.nanos() / FILL, (double) used.bytes() / FILL);
            }
        }
        samples.print("receiving, queue drained, " + size + " bytes, CPU per datagram", "ns");
    }
}
