package io.multicast.netty.packet;

import static io.multicast.netty.testing.Ip.ip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastPacket;
import io.multicast.netty.testing.Packet;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Sniffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By which interface answers and packets that name one leave. */
class PacketReplyTest extends FromPeer {
    /** socat asks by one interface and gets its answer there; a group sent to by index leaves where it was told. */
    @ParameterizedTest
    @EnumSource(names = {"INET", "INET6"})
    void repliesLeaveByTheInterfaceOfTheRequest(StandardProtocolFamily family) throws Exception {
        boolean ipv4 = family == StandardProtocolFamily.INET;
        Inbox echo = new Inbox() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) {
                String text = packet.content().toString(UTF_8) + " came in on " + packet.interfaceIndex();
                context.writeAndFlush(packet.reply(Unpooled.copiedBuffer(text, UTF_8)));
            }
        };
        MulticastDatagramChannel channel = bind(bootstrap(family, echo), PORT);
        List<Feed> feeds = ipv4 ? IPV4 : IPV6;
        join(channel, feeds);
        for (Feed feed : List.of(feeds.get(0), feeds.get(2))) {
            String socket = ipv4
                    ? "UDP4-DATAGRAM:%s:%d,bind=%s:6000,so-bindtodevice=%s"
                    : "UDP6-DATAGRAM:[%s]:%d,bind=[%s]:6000,so-bindtodevice=%s";
            try (Program client = lab.b()
                    .start("socat", "-T2", "-", socket.formatted(feed.group(), PORT, feed.source(), feed.from()))) {
                client.write("request");
                client.awaitOutput("request came in on " + lab.index(feed.on()), Duration.ofSeconds(5));
            }
        }
    }

    /** Two links with the same addresses: the route leads to the first, only the packet's interface to the second. */
    @Test
    void theInterfaceOfTheRequestWinsOverTheRoute() throws Exception {
        lab.withSharedAddress();
        Inbox echo = new Inbox() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) {
                boolean byRoute = packet.content().toString(UTF_8).startsWith("route");
                ByteBuf answer = Unpooled.copiedBuffer("answer to " + packet.interfaceIndex(), UTF_8);
                context.writeAndFlush(byRoute ? new DatagramPacket(answer, packet.sender()) : packet.reply(answer));
            }
        };
        MulticastDatagramChannel channel = bind(bootstrap(StandardProtocolFamily.INET, echo), PORT);
        Multicast.of(channel).join(Membership.of("239.1.1.1").on("va0")).sync();
        Multicast.of(channel).join(Membership.of("239.1.1.1").on("va3")).sync();
        String socket = "UDP4-DATAGRAM:239.1.1.1:%d,bind=10.99.0.2:6000,so-bindtodevice=%s,reuseaddr";
        try (Program first = lab.b().start("socat", "-T5", "-", socket.formatted(PORT, "vb0"));
                Program second = lab.b().start("socat", "-T5", "-", socket.formatted(PORT, "vb3"))) {
            first.write("request");
            first.awaitOutput("answer to " + lab.index("va0"), Duration.ofSeconds(5));
            second.write("request");
            second.awaitOutput("answer to " + lab.index("va3"), Duration.ofSeconds(5));
            second.write("route");
            first.awaitOutput("answer to " + lab.index("va3"), Duration.ofSeconds(5)); // it went to the other link
        }
    }

    @Test
    void aPacketNamesItsInterfaceSourceAndHopLimit() throws Exception {
        MulticastDatagramChannel channel = bind(bootstrap(StandardProtocolFamily.INET6, new Inbox()), 0);
        for (Feed feed : List.of(IPV4.get(0), IPV4.get(2), IPV6.get(0), IPV6.get(2))) {
            String source = feed.source().replaceAll("2$", "1"); // a's address on that link
            InetSocketAddress group = new InetSocketAddress(ip(feed.group()), PORT);
            try (Sniffer sniffer = Sniffer.open(lab.b())) {
                channel.writeAndFlush(new MulticastPacket(Unpooled.copiedBuffer("named", UTF_8), group)
                                .withInterface(lab.index(feed.on()))
                                .withSource(new InetSocketAddress(ip(source), 0))
                                .withHopLimit(33))
                        .sync();
                Packet seen = sniffer.await(
                        Duration.ofSeconds(5), packet -> packet.destination().equals(ip(feed.group())));
                assertThat(seen.device()).isEqualTo(feed.from());
                assertThat(seen.source()).isEqualTo(ip(source));
                assertThat(seen.hopLimit()).isEqualTo(33);
            }
        }
    }
}
