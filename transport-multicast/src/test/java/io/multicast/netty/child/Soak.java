package io.multicast.netty.child;

import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sets and reads an option, joins and leaves, many times; says how much memory the process had before and after. */
public final class Soak {
    private static final int TURNS = 100;

    private final Multicast multicast;
    private int wrong;

    private Soak(Channel channel) {
        multicast = Multicast.of(channel);
    }

    /** Arguments: how often to set and read, how often to join and leave. */
    @SuppressWarnings("deprecation") // what Netty 4.2 wants instead is not in 4.1
    public static void main(String[] arguments) throws Exception {
        int options = Integer.parseInt(arguments[0]);
        int joins = Integer.parseInt(arguments[1]);
        EventLoopGroup group = new io.netty.channel.nio.NioEventLoopGroup(1);
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelHandlerAdapter() {})
                .bind(0)
                .sync()
                .channel();
        try {
            Soak soak = new Soak(channel);
            channel.eventLoop().submit(() -> soak.run(options / 5, joins / 5)).get();
            report("before");
            channel.eventLoop().submit(() -> soak.run(options, joins)).get();
            report("after");
            System.out.println("wrong " + soak.wrong);
            System.out.println("memberships " + soak.multicast.memberships().size());
            channel.close().sync();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    /**
     * Some joins, then some options, by turns. Linux keeps each group that was left in a list, which each join walks along,
     * until it can report them by a timer, which each leave puts off: it runs while there are options.
     */
    private void run(int options, int joins) {
        for (int turn = 0; turn < TURNS; turn++) {
            joinAndLeave(joins * turn / TURNS, joins * (turn + 1) / TURNS);
            setAndGet(options * turn / TURNS, options * (turn + 1) / TURNS);
        }
    }

    private void joinAndLeave(int from, int to) {
        for (int i = from; i < to; i++) {
            Membership membership = membership(i);
            check(multicast.join(membership).isSuccess());
            check(multicast.leave(membership).isSuccess());
        }
    }

    private void setAndGet(int from, int to) {
        for (int i = from; i < to; i++) {
            int ttl = i & 0xff;
            check(multicast.set(IP_MULTICAST_TTL, ttl).isSuccess());
            check(multicast.get(IP_MULTICAST_TTL).getNow() == ttl);
        }
    }

    /** Any-source, source-specific and excluding ones of 65,536 groups. */
    private static Membership membership(int i) {
        Membership any = Membership.of(group(i)).on(1);
        return switch (i % 3) {
            case 0 -> any;
            case 1 -> any.from("127.0.0.2", "127.0.0.3");
            default -> any.except("127.0.0.2");
        };
    }

    private static InetAddress group(int i) {
        try {
            return Inet4Address.getByAddress(new byte[] {(byte) 239, 77, (byte) (i >> 8), (byte) i});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(boolean right) {
        if (!right) {
            wrong++;
        }
    }

    private static void report(String when) throws IOException {
        System.gc();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        System.out.println(when + " " + resident + " " + direct.getMemoryUsed() + " " + direct.getCount());
    }
}
