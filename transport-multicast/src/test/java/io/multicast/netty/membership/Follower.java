package io.multicast.netty.membership;

import io.multicast.netty.Discrepancy;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A dual-stack channel that follows the network, what it was told and what it has received. */
final class Follower extends SimpleChannelInboundHandler<DatagramPacket> {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<MulticastEvent> events = new CopyOnWriteArrayList<>();
    private final Map<InetAddress, Integer> received = new ConcurrentHashMap<>();
    private Channel channel;

    /** Binds one to that port; what is given is added to its builder. */
    static Follower bind(Loop loop, int port, MulticastInitializer.Builder builder) throws InterruptedException {
        Follower follower = new Follower();
        Bootstrap bootstrap = loop.bootstrap(
                        StandardProtocolFamily.INET6,
                        builder.followNetworkChanges().handler(follower).build())
                .option(ChannelOption.SO_REUSEADDR, true);
        follower.channel = loop.bind(bootstrap, port);
        return follower;
    }

    static MulticastInitializer.Builder joining(Membership... memberships) {
        MulticastInitializer.Builder builder = MulticastInitializer.builder();
        List.of(memberships).forEach(builder::join);
        return builder;
    }

    Channel channel() {
        return channel;
    }

    Multicast multicast() {
        return Multicast.of(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        received.merge(packet.sender().getAddress(), 1, Integer::sum);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof MulticastEvent told) {
            events.add(told);
        }
    }

    /** How often something of that family has come. */
    int received(boolean ipv6) {
        return received.entrySet().stream()
                .filter(entry -> (entry.getKey().getAddress().length == 16) == ipv6)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Waits until more has come of both families. */
    void awaitTraffic(Wire wire) {
        int ipv4 = received(false);
        int ipv6 = received(true);
        Eventually.await(
                LIMIT,
                () -> received(false) > ipv4 && received(true) > ipv6,
                () -> "received " + received + " after " + ipv4 + " and " + ipv6 + ", " + events + wire.evidence());
    }

    List<MulticastEvent> events() {
        return events;
    }

    List<MulticastEvent> events(MulticastEvent.Type type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    void await(MulticastEvent.Type type, int count) {
        Eventually.await(LIMIT, () -> events(type).size() >= count, () -> count + " " + type + " in " + events);
    }

    List<Discrepancy> diagnose() throws Exception {
        return multicast().diagnose().get(10, TimeUnit.SECONDS);
    }
}
