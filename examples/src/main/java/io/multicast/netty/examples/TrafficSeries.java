package io.multicast.netty.examples;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A sender to a group, and three receivers. One is to change its membership through the library, one through Netty's own
 * API. The third, the witness, is a member throughout: what it gets has been delivered, so what another does not get was
 * kept from it.
 */
final class TrafficSeries implements AutoCloseable {
    static final int SENT = 3;
    private static final long ARRIVAL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long POLL_MILLIS = 1;
    private static final long SILENCE_MILLIS = 40;

    private final InetSocketAddress group;
    private final Channel witness;
    private final Channel ours;
    private final Channel nettys;
    private final Channel sender;

    TrafficSeries(Bootstrap bootstrap, Place place, TrafficPlan plan) throws InterruptedException {
        witness = receiver(
                bootstrap,
                new InetSocketAddress(plan.group(), 0),
                MulticastInitializer.builder()
                        .join(plan.ofWitness())
                        .handler(new Listener())
                        .build());
        group = new InetSocketAddress(plan.group(), ((InetSocketAddress) witness.localAddress()).getPort());
        ours = receiver(bootstrap, group, new Listener());
        nettys = receiver(bootstrap, group, new Listener());
        sender = bootstrap
                .clone()
                .handler(MulticastInitializer.builder()
                        .ttl(0)
                        .networkInterface(place.networkInterface())
                        .build())
                .bind(place.source(), 0)
                .sync()
                .channel();
        ignoreOthersGroups();
    }

    private static Channel receiver(Bootstrap bootstrap, InetSocketAddress group, ChannelHandler handler)
            throws InterruptedException {
        return bootstrap
                .clone()
                .handler(handler)
                .bind(Receive.bindAddress(group))
                .sync()
                .channel();
    }

    /** On Linux a socket may receive what only others have joined: NIO's on JDK 17 does, IPv6 groups. */
    private void ignoreOthersGroups() throws InterruptedException {
        MulticastChannelOption<Boolean> all = group.getAddress() instanceof Inet6Address
                ? MulticastChannelOption.IPV6_MULTICAST_ALL
                : MulticastChannelOption.IP_MULTICAST_ALL;
        if (ours().isSupported(all)) {
            ours().set(all, false).sync();
        }
    }

    Multicast ours() {
        return Multicast.of(ours);
    }

    DatagramChannel nettys() {
        return (DatagramChannel) nettys;
    }

    /** How many datagrams each receiver got. */
    record Received(int witness, int ours, int nettys) {}

    /** Sends, waits for what must come, and then a moment longer for what must not. */
    Received send(String text, boolean heard) throws InterruptedException {
        for (int i = 0; i < SENT; i++) {
            sender.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), group))
                    .sync();
        }
        long start = System.nanoTime();
        while (heard(witness, text) < SENT || (heard && heard(ours, text) < SENT)) {
            if (System.nanoTime() - start > ARRIVAL_LIMIT_NANOS) {
                break;
            }
            Thread.sleep(POLL_MILLIS);
        }
        Thread.sleep(SILENCE_MILLIS);
        return new Received(heard(witness, text), heard(ours, text), heard(nettys, text));
    }

    private static int heard(Channel receiver, String text) {
        return receiver.pipeline().get(Listener.class).heard(text);
    }

    @Override
    public void close() {
        for (Channel channel : new Channel[] {sender, witness, ours, nettys}) {
            channel.close().syncUninterruptibly();
        }
    }
}
