package io.multicast.netty.examples;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first part of the demo: sets options, and shows what the kernel then holds. Nothing is sent. */
final class OptionsDemo {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private final Table table;
    private final NetworkInterface networkInterface;
    private final Verdict verdict;

    OptionsDemo(PrintWriter out, NetworkInterface networkInterface, Verdict verdict) {
        this.table = new Table(out, 10, 21, 9, 9, 9, 0);
        this.networkInterface = networkInterface;
        this.verdict = verdict;
        table.row("transport", "option", "asked", "kernel", LINUX ? "raw" : "", "Netty's own option leaves there");
    }

    void run(Transport transport, EventLoopGroup group) throws InterruptedException {
        List<OptionRow<?>> rows = supported(transport, group);
        Map<OptionRow<?>, String> nettys = new HashMap<>();
        for (NettyOption<?> option : NettyOption.all(networkInterface)) {
            Channel channel = bind(transport, group, new ChannelInboundHandlerAdapter());
            nettys.putAll(option.outcome(channel, rows));
            channel.close().sync();
        }
        MulticastInitializer.Builder options = MulticastInitializer.builder();
        rows.forEach(row -> row.addTo(options));
        Channel channel = bind(transport, group, options.build());
        Multicast multicast = Multicast.of(channel);
        for (OptionRow<?> row : rows) {
            show(transport, row, multicast, nettys.getOrDefault(row, "has none"));
        }
        channel.close().sync();
    }

    /** The options that this system has, of the families that the transport's sockets speak. */
    private List<OptionRow<?>> supported(Transport transport, EventLoopGroup group) throws InterruptedException {
        Channel channel = bind(transport, group, new ChannelInboundHandlerAdapter());
        Multicast multicast = Multicast.of(channel);
        boolean ipv6 = multicast
                .get(MulticastChannelOption.IPV6_MULTICAST_HOPS)
                .await()
                .isSuccess();
        List<OptionRow<?>> rows = OptionRow.all(MulticastInterface.of(networkInterface)).stream()
                .filter(row -> multicast.isSupported(row.option()) && (ipv6 || !row.isIpv6()))
                .toList();
        channel.close().sync();
        return rows;
    }

    private static Channel bind(Transport transport, EventLoopGroup group, ChannelHandler handler)
            throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(transport.channel())
                .handler(handler)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    private void show(Transport transport, OptionRow<?> row, Multicast multicast, String nettys)
            throws InterruptedException {
        String name = row.option().name();
        String held = row.read(multicast);
        verdict.check(
                held.equals(row.showAsked()), transport + " " + name + ": asked " + row.showAsked() + ", " + held);
        String raw = "";
        if (LINUX) {
            int value = row.readRaw(multicast);
            raw = value == 0 && row.option().equals(MulticastChannelOption.IP_MULTICAST_IF) ? "untold" : "" + value;
            verdict.check(value == row.askedRaw(), transport + " " + name + ": asked " + row.askedRaw() + ", " + value);
        }
        table.row(transport.toString(), name, row.showAsked(), held, raw, nettys);
    }
}
