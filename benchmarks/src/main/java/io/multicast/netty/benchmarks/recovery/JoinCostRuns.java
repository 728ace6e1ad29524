package io.multicast.netty.benchmarks.recovery;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Measures inside the namespace. */
final class JoinCostRuns {
    private static final int PORT = 5081;
    private static final int BUCKET = 100;
    private static final int WARM_UP = 500;

    private final MultiThreadIoEventLoopGroup group = EventLoops.EPOLL.group();
    private final List<Plot.Series> series = new ArrayList<>();

    private JoinCostRuns() {}

    public static void main(String[] arguments) throws Exception {
        JoinCostRuns runs = new JoinCostRuns();
        try {
            for (boolean ipv6 : new boolean[] {false, true}) {
                runs.measure(ipv6, WARM_UP, WARM_UP, false);
                runs.measure(ipv6, 2000, 2000, true);
                runs.measure(ipv6, 10_000, 500, true);
            }
            runs.write(Path.of(arguments[0]));
        } finally {
            runs.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    /** Joins {@code total} groups, so many to a channel. */
    private void measure(boolean ipv6, int total, int perChannel, boolean counts) throws Exception {
        List<Channel> channels = new ArrayList<>();
        long[] nanos = new long[total];
        for (int first = 0; first < total; first += perChannel) {
            Channel channel = bind();
            channels.add(channel);
            int from = first;
            channel.eventLoop()
                    .submit(() -> join(Multicast.of(channel), ipv6, from, Math.min(total, from + perChannel), nanos))
                    .sync();
        }
        long leaving = System.nanoTime();
        for (Channel channel : channels) {
            Multicast.of(channel)
                    .set(MulticastChannelOption.MEMBERSHIPS, Set.of())
                    .sync();
            channel.close().sync();
        }
        double leave = (System.nanoTime() - leaving) / 1e3 / total;
        if (counts) {
            String name = (ipv6 ? "IPv6" : "IPv4")
                    + (channels.size() == 1 ? ", one channel" : ", " + perChannel + " a channel");
            add(name, nanos, leave);
        }
    }

    private Channel bind() throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(EventLoops.EPOLL.channel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(MulticastInitializer.builder()
                        .option(MulticastChannelOption.IP_MULTICAST_ALL, false)
                        .option(MulticastChannelOption.IPV6_MULTICAST_ALL, false)
                        .handler(new ChannelInboundHandlerAdapter())
                        .build())
                .bind(PORT)
                .sync()
                .channel();
    }

    private static void join(Multicast multicast, boolean ipv6, int from, int to, long[] nanos) {
        for (int i = from; i < to; i++) {
            Membership membership = Membership.of(
                            ipv6 ? "ff05::81:%x".formatted(i) : "239.81.%d.%d".formatted(i / 256, i % 256))
                    .on("e0");
            long start = System.nanoTime();
            multicast.join(membership).syncUninterruptibly();
            nanos[i] = System.nanoTime() - start;
        }
    }

    private void add(String name, long[] nanos, double leave) {
        int count = nanos.length / BUCKET;
        List<Plot.Point> medians = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] bucket = Arrays.copyOfRange(nanos, i * BUCKET, (i + 1) * BUCKET);
            Arrays.sort(bucket);
            medians.add(new Plot.Point((i + 1.0) * BUCKET, bucket[BUCKET / 2] / 1e3));
        }
        series.add(new Plot.Series(name + " (leave: " + String.format(Locale.ROOT, "%.0f", leave) + " us)", medians));
    }

    private void write(Path directory) throws IOException {
        System.out.println("memberships,held,median_join_us");
        for (Plot.Series one : series) {
            for (Plot.Point point : one.points()) {
                System.out.printf(Locale.ROOT, "\"%s\",%.0f,%.1f%n", one.name(), point.x(), point.y());
            }
        }
        String svg = Plot.svg(
                "Cost of a join against the groups held", "groups held", "microseconds (median of 100)", series);
        Files.writeString(directory.resolve("join-cost.svg"), svg);
    }
}
