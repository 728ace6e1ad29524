package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Socat;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a membership lets through and what it keeps out: datagrams sent by socat from two sources on another host. */
class DeliveryTest extends InLab {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A family: its group, another that is never left, and the two sources. */
    private enum Net {
        IPV4("239.1.1.1", "239.1.1.2", "10.99.0.2", "10.99.0.3"),
        IPV6("ff15::1:1:1", "ff15::1:1:2", "fd99::2", "fd99::3");

        final InetAddress group;
        final InetAddress always;
        final String one;
        final String other;

        Net(String group, String always, String one, String other) {
            this.group = ip(group);
            this.always = ip(always);
            this.one = one;
            this.other = other;
        }

        Membership membership() {
            return Membership.of(group).on("va0");
        }
    }

    @BeforeAll
    static void secondSource() {
        Requirements.program("socat");
        lab.b().ip("addr add 10.99.0.3/24 dev vb0", "addr add fd99::3/64 dev vb0");
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWasAskedForArrives(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            for (Net net : Net.values()) {
                Collector collector = new Collector();
                Channel channel = loop.bind(loop.bootstrap(null, collector), 0);
                Multicast multicast = Multicast.of(channel);
                Outcome.of(multicast.join(Membership.of(net.always).on("va0")));
                arrive(net, channel, collector);

                Outcome.of(multicast.join(net.membership()));
                arrive(net, channel, collector, "one", "other");
                Outcome.of(multicast.block(net.membership(), ip(net.one)));
                arrive(net, channel, collector, "other");
                Outcome.of(multicast.unblock(net.membership(), ip(net.one)));
                arrive(net, channel, collector, "one", "other");
                Outcome.failureOf(multicast.join(net.membership().from(net.one)));
                Outcome.failureOf(multicast.leave(net.membership().from(net.one)));
                arrive(net, channel, collector, "one", "other");
                Outcome.of(multicast.leave(net.membership()));
                arrive(net, channel, collector);

                Outcome.of(multicast.join(net.membership().from(net.one)));
                arrive(net, channel, collector, "one");
                Outcome.of(multicast.join(net.membership().from(net.other)));
                arrive(net, channel, collector, "one", "other");
                Outcome.of(multicast.leave(net.membership().from(net.one)));
                arrive(net, channel, collector, "other");
                Outcome.of(multicast.leave(net.membership()));

                Outcome.of(multicast.join(net.membership().except(net.one)));
                arrive(net, channel, collector, "other");
                Outcome.of(multicast.leave(net.membership()));
                Outcome.of(multicast.join(Membership.of(net.group).on("va1"))); // the wrong interface
                arrive(net, channel, collector);
            }
        }
    }

    /** Both sources send to the group; a datagram to the other group comes last and shows that all have been here. */
    private static void arrive(Net net, Channel channel, Collector collector, String... expected) {
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        collector.texts.clear();
        Socat.send(lab.b(), "vb0", net.one, net.group, port, 1, "one");
        Socat.send(lab.b(), "vb0", net.other, net.group, port, 1, "other");
        Socat.send(lab.b(), "vb0", net.one, net.always, port, 1, "last");
        Eventually.await(SOON, () -> collector.texts.contains("last"), lab::evidence);
        collector.texts.remove("last");
        assertThat(collector.texts).containsExactly(expected);
    }

    private static final class Collector extends SimpleChannelInboundHandler<DatagramPacket> {
        final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            texts.add(packet.content().toString(StandardCharsets.UTF_8));
        }
    }
}
