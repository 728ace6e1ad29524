package io.multicast.netty.benchmarks.recovery;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Measures inside the namespace that has e0. */
final class RecoveryRuns extends SimpleChannelInboundHandler<DatagramPacket> implements AutoCloseable {
    static final String IPV4 = "239.80.0.1";
    static final String IPV6 = "ff05::80:1";
    static final int PORT = 5080;
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final long QUIET_NANOS = 200_000_000;
    private static final String VETH = "link add e0 index %d type veth peer name p0 index 900 netns %s";
    private static final String MACVLAN = "link add link w0 name e0 index %d type macvlan mode bridge";
    private static final String[] PEER = {
        "addr add 10.80.0.2/24 dev p0", "addr add fd80::2/64 dev p0 nodad", "link set p0 up"
    };
    private static final String UP = "link set e0 up";

    private final String peer;
    private final Ip here = Ip.here();
    private final Ip there;
    private int index = 100;
    private volatile long first4;
    private volatile long first6;

    private RecoveryRuns(String peer) throws IOException {
        this.peer = peer;
        there = Ip.in(peer);
    }

    /** How the interface goes and comes again. */
    private enum Change {
        NEW_INDEX("deleted, made again with a new index, later set up", VETH, "link del e0"),
        SAME_INDEX("deleted, made again with the same index, later set up", VETH, "link del e0"),
        AT_ONCE("deleted, made again and set up in one go", MACVLAN, "link del e0"),
        DOWN_UP("set down, set up", MACVLAN, "link set e0 down");

        final String text;
        final String making;
        final String ending;

        Change(String text, String making, String ending) {
            this.text = text;
            this.making = making;
            this.ending = ending;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[1]);
        System.out.println("| change | transport | family | min ms | median ms | max ms | runs |");
        System.out.println("|---|---|---|---:|---:|---:|---:|");
        for (Change change : Change.values()) {
            for (EventLoops transport : EventLoops.values()) {
                try (RecoveryRuns measuring = new RecoveryRuns(arguments[0])) {
                    measuring.run(change, transport, runs);
                }
            }
        }
    }

    private void run(Change change, EventLoops transport, int runs) throws Exception {
        begin(change);
        MultiThreadIoEventLoopGroup group = transport.group();
        try {
            Channel channel = bind(group, transport);
            double[] ipv4 = new double[runs];
            double[] ipv6 = new double[runs];
            for (int i = -1; i < runs; i++) { // the first one is not counted: classes are loaded
                long up = once(change);
                ipv4[Math.max(0, i)] = (first4 - up) / 1e6;
                ipv6[Math.max(0, i)] = (first6 - up) / 1e6;
            }
            channel.close().sync();
            print(change, transport, "IPv4", ipv4);
            print(change, transport, "IPv6", ipv6);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
            here.run("link del e0");
            if (change.making.equals(MACVLAN)) {
                here.run("link del w0");
            }
        }
    }

    private void begin(Change change) throws IOException {
        if (change.making.equals(MACVLAN)) {
            here.run("link add w0 type veth peer name p0 index 901 netns " + peer);
            LockSupport.parkNanos(QUIET_NANOS);
            there.run(PEER);
            here.run("link set w0 up");
        }
        make(change);
        here.run(UP);
        LockSupport.parkNanos(QUIET_NANOS);
    }

    private Channel bind(MultiThreadIoEventLoopGroup group, EventLoops transport) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(transport.channel())
                .handler(MulticastInitializer.builder()
                        .followNetworkChanges()
                        .join(Membership.of(IPV4).on("e0"))
                        .join(Membership.of(IPV6).on("e0"))
                        .handler(this)
                        .build())
                .bind(PORT)
                .sync()
                .channel();
    }

    /** A virtual Ethernet with its other end at the peer, or one on top of another interface that stays. */
    private void make(Change change) throws IOException {
        index += change == Change.SAME_INDEX ? 0 : 1;
        here.run(change.making.formatted(index, peer));
        if (change.making.equals(VETH)) {
            LockSupport.parkNanos(QUIET_NANOS);
            there.run(PEER);
            LockSupport.parkNanos(QUIET_NANOS);
        }
    }

    /** Gives the time just before the link was told to come up, or to be made where both is one. */
    private long once(Change change) throws Exception {
        here.run(change.ending);
        LockSupport.parkNanos(QUIET_NANOS);
        if (change.making.equals(VETH)) {
            make(change);
        }
        first4 = 0;
        first6 = 0;
        long start = System.nanoTime();
        if (change == Change.AT_ONCE) {
            make(change);
        }
        here.run(UP);
        while (first4 == 0 || first6 == 0) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new TimeoutException("nothing within 10 s: IPv4 " + (first4 != 0) + ", IPv6 " + (first6 != 0));
            }
            LockSupport.parkNanos(500_000);
        }
        return start;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        boolean ipv6 = packet.sender().getAddress().getAddress().length == 16;
        if (ipv6 && first6 == 0) {
            first6 = System.nanoTime();
        } else if (!ipv6 && first4 == 0) {
            first4 = System.nanoTime();
        }
    }

    private static void print(Change change, EventLoops transport, String family, double[] times) {
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %.1f | %.1f | %d |%n",
                change.text,
                transport,
                family,
                times[0],
                times[times.length / 2],
                times[times.length - 1],
                times.length);
    }

    @Override
    public void close() throws IOException {
        here.close();
        there.close();
    }
}
