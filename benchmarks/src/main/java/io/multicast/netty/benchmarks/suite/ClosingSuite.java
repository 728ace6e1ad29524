package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Closes many channels that hold groups, in one order or the other. */
final class ClosingSuite implements Suite {
    private static final int GROUPS = 20;
    private static final int LIMIT_SECONDS = 60;

    /** A way to close all of them. */
    private interface Way {
        void close(List<Channel> channels) throws Exception;
    }

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        if (!plan.isolated()) {
            samples.skip("all", "needs a network namespace of its own");
            return;
        }
        NetworkInterface networkInterface = NetworkInterface.getByName(plan.networkInterface());
        int sockets = plan.pick(500, 300);
        String kase = sockets + " sockets of " + GROUPS + " groups";
        try (Peers peers = new Peers(plan, samples)) {
            List<Contender> contenders = new ArrayList<>();
            peers.c().ifPresent(c -> contenders.add(new PeerClose("C, newest first", c, "newest")));
            peers.c().ifPresent(c -> contenders.add(new PeerClose("C, oldest first", c, "oldest")));
            contenders.add(new Closing("Multicast.closeAll", networkInterface, Multicast::closeAll));
            contenders.add(new Closing("channels, oldest first", networkInterface, ClosingSuite::inOrder));
            contenders.add(new Closing("group.shutdownGracefully", networkInterface, ClosingSuite::shutDown));
            new Rounds(plan.pick(1, 0), plan.pick(7, 1), sockets).run(kase, contenders, samples);
        }
    }

    private static void inOrder(List<Channel> channels) {
        channels.forEach(Channel::close);
    }

    private static void shutDown(List<Channel> channels) {
        channels.get(0).eventLoop().parent().shutdownGracefully(10, LIMIT_SECONDS * 1000, TimeUnit.MILLISECONDS);
    }

    private record PeerClose(String name, Peer peer, String order) implements Contender {
        @Override
        public Cost run(int times) throws CannotException {
            peer.ask("open " + times + " " + GROUPS);
            return new Cost((double) peer.ask("close " + order) / times, Double.NaN);
        }
    }

    private record Closing(String name, NetworkInterface networkInterface, Way way) implements Contender {
        @Override
        public Cost run(int times) throws Exception {
            try (Channels on = new Channels()) {
                List<Channel> opened = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    opened.add(on.bind(joining(i)));
                }
                long start = System.nanoTime();
                way.close(Collections.unmodifiableList(opened));
                for (Channel channel : opened) {
                    ChannelFuture closed = channel.closeFuture();
                    if (!closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                        throw new CannotException("not closed in time");
                    }
                }
                return new Cost((double) (System.nanoTime() - start) / times, Double.NaN);
            }
        }

        private MulticastInitializer joining(int number) {
            MulticastInitializer.Builder builder = MulticastInitializer.builder();
            for (int g = 0; g < GROUPS; g++) {
                builder.join(Membership.of(Groups.numbered(number * GROUPS + g)).on(networkInterface));
            }
            return builder.build();
        }
    }
}
