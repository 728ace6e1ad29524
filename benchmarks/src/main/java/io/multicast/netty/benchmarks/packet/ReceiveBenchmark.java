package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Routes that receive, each on a port of its own with a sender of its own; the sender's thread and the receiver's are on
 * their sides of the link, each on its own core.
 *
 * @param <R> what a route can do
 */
abstract class ReceiveBenchmark<R> implements PacketRounds {
    private static final int ROOM = 128 << 20;

    /** One of those that are compared. */
    record Route<R>(String name, R receiver, int sender) {}

    final List<Route<R>> routes = new ArrayList<>();
    final ExecutorService sending = Executors.newSingleThreadExecutor();
    final ExecutorService receiving = Executors.newSingleThreadExecutor();

    ReceiveBenchmark(Link link) throws Exception {
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
    }

    /** C's routine on that socket. */
    abstract R c(int fd, int info);

    /** A channel. */
    abstract R netty(Function<ChannelHandler, Bootstrap> how, int port) throws Exception;

    /** Opens all routes, the sockets on the receiver's side. */
    final void open(int firstPort, Predicate<String> wanted) throws Exception {
        int port = firstPort;
        add("C recvmmsg, info", c(socket(port, 1), 1), port++);
        add("C recvmmsg, no info", c(socket(port, 0), 0), port++);
        for (Map.Entry<String, Function<ChannelHandler, Bootstrap>> entry :
                Channels.receivers().entrySet()) {
            if (wanted.test(entry.getKey())) {
                add(entry.getKey(), netty(entry.getValue(), port), port++);
            }
        }
    }

    private void add(String name, R receiver, int port) throws Exception {
        int sender =
                sending.submit(() -> check(C.bench_sender(Link.RECEIVER, port))).get();
        routes.add(new Route<>(name, receiver, sender));
    }

    private int socket(int port, int info) throws Exception {
        return receiving
                .submit(() -> {
                    int fd = check(C.bench_receiver(port, info));
                    check(C.bench_room(fd, ROOM));
                    return fd;
                })
                .get();
    }

    /** Bound on the receiver's side; it does not read yet. */
    final Channel bind(Bootstrap bootstrap, int port) throws Exception {
        return receiving
                .submit(() -> Channels.bind(bootstrap.option(ChannelOption.AUTO_READ, false), port, 0))
                .get();
    }
}
