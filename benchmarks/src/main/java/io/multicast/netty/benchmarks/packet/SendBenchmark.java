package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInterface;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** The CPU time of a datagram sent to a group, 2,048 at a time, flushed every 32; and of runs that the kernel cuts. */
final class SendBenchmark implements PacketRounds {
    private static final int CHUNK = 2048;
    private static final int FLUSH = 32;
    private static final int PORT = 7777;
    private static final int LONGEST = 60_000;

    private interface Sender {
        void send(int size) throws Exception;
    }

    private final Map<String, Callable<Cpu>> singles = new LinkedHashMap<>();
    private final Map<String, Callable<Cpu>> segmented = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final InetSocketAddress group = new InetSocketAddress(Link.GROUP, PORT);
    private int size;

    SendBenchmark(Link link, Predicate<String> wanted) throws Exception {
        thread.submit(() -> {
                    link.enter();
                    check(C.bench_pin(0));
                })
                .get();
        int index = thread.submit(() -> CSide.check(C.bench_index("la"))).get();
        int fd = thread.submit(() -> check(C.bench_group_sender(index))).get();
        singles.put("C sendmmsg", onThread(bytes -> check(C.bench_send_to(fd, CHUNK, bytes, Link.GROUP, PORT))));
        segmented.put(
                "C UDP_SEGMENT",
                onThread(bytes -> check(C.bench_send_segmented(fd, CHUNK, bytes, segments(bytes), Link.GROUP, PORT))));
        for (var entry : Channels.senders().entrySet()) {
            if (!wanted.test(entry.getKey())) {
                continue;
            }
            Channel channel = thread.submit(
                            () -> Channels.bind(entry.getValue().apply(new ChannelInboundHandlerAdapter()), 0, 0))
                    .get();
            Multicast.of(channel)
                    .set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of(index))
                    .sync();
            Multicast.of(channel)
                    .set(MulticastChannelOption.IP_MULTICAST_LOOP, false)
                    .sync();
            ByteBuf payload = channel.alloc().directBuffer(1 << 16).writeZero(1 << 16);
            singles.put(entry.getKey(), onLoop(channel, bytes -> {
                for (int i = 0; i < CHUNK; i++) {
                    channel.write(new DatagramPacket(payload.retainedSlice(0, bytes), group), channel.voidPromise());
                    if (i % FLUSH == FLUSH - 1) {
                        channel.flush();
                    }
                }
            }));
            if (entry.getKey().equals("ours") || entry.getKey().equals("epoll")) {
                segmented.put(entry.getKey(), onLoop(channel, bytes -> {
                    int run = segments(bytes);
                    for (int sent = 0; sent < CHUNK; sent += run) {
                        channel.write(
                                new SegmentedDatagramPacket(payload.retainedSlice(0, run * bytes), bytes, group),
                                channel.voidPromise());
                    }
                    channel.flush();
                }));
            }
        }
    }

    static int segments(int bytes) {
        return Math.min(32, LONGEST / bytes);
    }

    private Callable<Cpu> onThread(Sender sender) {
        return () -> thread.submit(() -> timed(sender)).get();
    }

    private Callable<Cpu> onLoop(Channel channel, Sender sender) {
        return () -> {
            Cpu start = channel.eventLoop()
                    .submit(() -> {
                        Cpu before = Cpu.now();
                        sender.send(size);
                        return before;
                    })
                    .get();
            long limit = System.nanoTime() + 10_000_000_000L;
            while (channel.eventLoop()
                            .submit(() -> channel.unsafe().outboundBuffer().size())
                            .get()
                    != 0) { // io_uring sends by and by
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException(channel + " does not send");
                }
                Thread.sleep(1);
            }
            return channel.eventLoop().submit(() -> Cpu.now().since(start)).get();
        };
    }

    private Cpu timed(Sender sender) throws Exception {
        Cpu start = Cpu.now();
        sender.send(size);
        return Cpu.now().since(start);
    }

    @Override
    public void run(int bytes, int warmUp, int rounds) throws Exception {
        size = bytes;
        measure(singles, warmUp, rounds)
                .print("sending, flushed every 32, " + bytes + " bytes, CPU per datagram", "ns");
        measure(segmented, warmUp, rounds)
                .print("sending, runs of " + segments(bytes) + " x " + bytes + " bytes cut by the kernel", "ns");
    }

    private static Samples measure(Map<String, Callable<Cpu>> routes, int warmUp, int rounds) throws Exception {
        Samples samples = new Samples();
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Callable<Cpu>> route : routes.entrySet()) {
                Cpu used = route.getValue().call();
                if (round >= 0) {
                    samples.add(route.getKey(), (double) used.nanos() / CHUNK, (double) used.bytes() / CHUNK);
                }
            }
        }
        return samples;
    }
}
