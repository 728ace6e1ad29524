package io.multicast.netty.benchmarks.suite;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;

import io.multicast.netty.Multicast;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.UnixChannel;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One option set, one read, and one set that fails. */
final class OptionSuite implements Suite {
    private static final String OURS = "Multicast, on the event loop";
    private static final String CALLS = "native call alone";

    private final List<Contender> set = new ArrayList<>();
    private final List<Contender> get = new ArrayList<>();
    private final List<Contender> fail = new ArrayList<>();

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        try (Peers peers = new Peers(plan, samples);
                Channels channels = new Channels();
                DatagramChannel nio = DatagramChannel.open(StandardProtocolFamily.INET)) {
            peers.c().ifPresent(c -> peer(c, "C"));
            Channel channel = channels.bind();
            calls(channels, channel);
            multicast(channels, Multicast.of(channel));
            set.add(new Timed(channels.transport(), channels.group(), times -> netty(channel, times)));
            get.add(new Timed(channels.transport(), channels.group(), times -> nettyGet(channel, times)));
            set.add(new Timed("JDK NIO", channels.group(), times -> nio(nio, times)));
            get.add(new Timed("JDK NIO", channels.group(), times -> nioGet(nio, times)));
            samples.skip(channels.transport() + " and JDK NIO (fail)", "have no option that an IPv4 socket refuses");
            peers.go().ifPresent(go -> peer(go, "Go x/net"));
            Rounds rounds = new Rounds(plan.pick(30, 6), plan.pick(40, 8), plan.pick(20_000, 5_000));
            rounds.run("set", set, samples);
            rounds.run("get", get, samples);
            rounds.run("fail", fail, samples);
        }
    }

    private void peer(Peer peer, String name) {
        set.add(peer.contender(name, "set"));
        get.add(peer.contender(name, "get"));
        fail.add(peer.contender(name, "fail"));
    }

    private void calls(Channels channels, Channel channel) throws Exception {
        if (!(channel instanceof UnixChannel unix)) {
            return;
        }
        Platform platform = Platforms.current();
        OptionRow ttl = row(platform, OptionKey.IP_MULTICAST_TTL);
        OptionRow hops = row(platform, OptionKey.IPV6_MULTICAST_HOPS);
        SocketOptions options = new SocketOptions(platform.table(), platform.calls());
        int socket = unix.fd().intValue();
        set.add(new Timed(CALLS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                require(options.set(socket, ttl, 4 + (i & 1)) == 0);
            }
        }));
        get.add(new Timed(CALLS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                require(options.get(socket, ttl) == 0 && options.value(ttl) > 0);
            }
        }));
        fail.add(new Timed(CALLS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                require(options.set(socket, hops, 4) != 0);
            }
        }));
    }

    private static OptionRow row(Platform platform, OptionKey key) {
        return Objects.requireNonNull(platform.table().options().get(key), key.name());
    }

    private void multicast(Channels channels, Multicast multicast) {
        set.add(new Timed(OURS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                require(multicast.set(IP_MULTICAST_TTL, 4 + (i & 1)).isSuccess());
            }
        }));
        get.add(new Timed(OURS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                require(multicast.get(IP_MULTICAST_TTL).getNow() > 0);
            }
        }));
        fail.add(new Timed(OURS, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                ChannelFuture failed = multicast.set(IPV6_MULTICAST_HOPS, 4);
                require(failed.cause() != null);
            }
        }));
    }

    private static void netty(Channel channel, int times) {
        for (int i = 0; i < times; i++) {
            require(channel.config().setOption(ChannelOption.IP_MULTICAST_TTL, 4 + (i & 1)));
        }
    }

    private static void nettyGet(Channel channel, int times) {
        for (int i = 0; i < times; i++) {
            require(channel.config().getOption(ChannelOption.IP_MULTICAST_TTL) > 0);
        }
    }

    private static void nio(DatagramChannel channel, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 4 + (i & 1));
        }
    }

    private static void nioGet(DatagramChannel channel, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            require(channel.getOption(StandardSocketOptions.IP_MULTICAST_TTL) > 0);
        }
    }

    private static void require(boolean happened) {
        if (!happened) {
            throw new IllegalStateException("the call did not do what was expected");
        }
    }
}
