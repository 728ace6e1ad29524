package io.multicast.netty.packet;

import static io.multicast.netty.MulticastChannelOption.ACCEPT_DESTINATIONS;
import static io.multicast.netty.MulticastChannelOption.ACCEPT_INTERFACES;
import static io.multicast.netty.MulticastChannelOption.RECVHOPLIMIT;
import static io.multicast.netty.MulticastChannelOption.RECVPKTINFO;
import static io.multicast.netty.MulticastChannelOption.RECVTCLASS;
import static io.multicast.netty.testing.Ip.ip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.MulticastPacket;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Packet;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Sniffer;
import io.multicast.netty.testing.Socat;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet tells, against packets that socat sends from another namespace by an interface that is known. */
@Timeout(60)
class PacketInfoTest {
    private static final int PORT = 5353;

    /** A group with the device of b that sends to it, the address it sends from, and the device of a that receives. */
    private record Feed(String group, String from, String source, String on) {}

    private static final List<Feed> IPV4 = List.of(
            new Feed("239.1.1.1", "vb0", "10.99.0.2", "va0"),
            new Feed("239.1.1.2", "vb0", "10.99.0.2", "va0"),
            new Feed("239.1.1.1", "vb2", "10.97.0.2", "va2"),
            new Feed("239.1.1.3", "vb2", "10.97.0.2", "va2"));
    private static final List<Feed> IPV6 = List.of(
            new Feed("ff15::1:1", "vb0", "fd99::2", "va0"),
            new Feed("ff15::1:2", "vb0", "fd99::2", "va0"),
            new Feed("ff15::1:1", "vb1", "fd98::2", "va1"),
            new Feed("ff02::1:3", "vb1", "fd98::2", "va1"));

    private static Lab lab;
    private Loop loop;

    @BeforeAll
    static void openLab() {
        Requirements.program("socat");
        lab = Lab.open();
    }

    @AfterAll
    static void closeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void openLoop() {
        loop = Loop.in(lab.a(), Transport.NIO);
    }

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    private Bootstrap bootstrap(StandardProtocolFamily family, Inbox inbox) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(family)))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(RECVPKTINFO, true)
                .option(RECVHOPLIMIT, true)
                .option(RECVTCLASS, true)
                .handler(inbox);
    }

    private static void join(MulticastDatagramChannel channel, List<Feed> feeds) throws InterruptedException {
        for (Feed feed : feeds) {
            Multicast.of(channel)
                    .join(Membership.of(feed.group()).on(feed.on()))
                    .sync();
        }
    }

    private static void send(Feed feed, String text) {
        Socat.send(lab.b(), feed.from(), feed.source(), ip(feed.group()), PORT, 7, text);
    }

    @ParameterizedTest
    @EnumSource(names = {"INET", "INET6"})
    void oneWildcardSocketTellsGroupAndInterfaceOfEachPacket(StandardProtocolFamily family) throws Exception {
        Inbox inbox = new Inbox();
        MulticastDatagramChannel channel = (MulticastDatagramChannel) loop.bind(bootstrap(family, inbox), PORT);
        List<Feed> feeds = new java.util.ArrayList<>(IPV4);
        if (family == StandardProtocolFamily.INET6) { // dual-stack: both
            feeds.addAll(IPV6);
        }
        join(channel, feeds);
        for (Feed feed : feeds) {
            String text = feed.group() + " by " + feed.from();
            send(feed, text);
            Mail mail = inbox.next();
            assertThat(mail.text()).isEqualTo(text);
            assertThat(mail.packet().recipient()).isEqualTo(new InetSocketAddress(ip(feed.group()), PORT));
            assertThat(mail.packet().interfaceIndex()).isEqualTo(lab.index(feed.on()));
            assertThat(lab.a().call(mail.packet()::interfaceName)).isEqualTo(feed.on());
            assertThat(mail.packet().sender().getAddress()).isEqualTo(ip(feed.source()));
            assertThat(mail.packet().hopLimit()).isEqualTo(7);
            assertThat(mail.packet().trafficClass()).isZero();
        }
        assertThat(inbox.mails).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INET", "INET6"})
    void twoSocketsOfOnePortNeverMixInterfaces(StandardProtocolFamily family) throws Exception {
        List<Feed> feeds = family == StandardProtocolFamily.INET ? IPV4 : IPV6;
        Feed left = feeds.get(0);
        Feed right = feeds.get(2);
        assertThat(left.group()).isEqualTo(right.group());
        Inbox leftInbox = new Inbox();
        Inbox rightInbox = new Inbox();
        Bootstrap first =
                bootstrap(family, leftInbox).option(ACCEPT_INTERFACES, Set.of(MulticastInterface.of(left.on())));
        Bootstrap second =
                bootstrap(family, rightInbox).option(ACCEPT_INTERFACES, Set.of(MulticastInterface.of(right.on())));
        MulticastDatagramChannel one = (MulticastDatagramChannel) loop.bind(first, PORT);
        MulticastDatagramChannel other = (MulticastDatagramChannel) loop.bind(second, PORT);
        join(one, List.of(left, right));
        join(other, List.of(left, right));
        for (int i = 0; i < 3; i++) {
            send(left, "left");
            send(right, "right");
        }
        leftInbox.awaitSize(3);
        rightInbox.awaitSize(3);
        Thread.sleep(50);
        assertThat(leftInbox.mails).hasSize(3).allMatch(mail -> mail.text().equals("left"));
        assertThat(rightInbox.mails).hasSize(3).allMatch(mail -> mail.text().equals("right"));
        assertThat(one.rejected()).isEqualTo(3);
        assertThat(other.rejected()).isEqualTo(3);
    }

    @Test
    void onlyTheseDestinations() throws Exception {
        Inbox inbox = new Inbox();
        MulticastDatagramChannel channel = (MulticastDatagramChannel) loop.bind(
                bootstrap(StandardProtocolFamily.INET, inbox)
                        .option(ACCEPT_DESTINATIONS, Set.<InetAddress>of(ip("239.1.1.1"))),
                PORT);
        join(channel, IPV4);
        send(IPV4.get(1), "other group");
        lab.b().execWithInput("unicast", "socat", "-u", "-", "UDP4-DATAGRAM:10.99.0.1:" + PORT);
        send(IPV4.get(0), "wanted");
        assertThat(inbox.next().text()).isEqualTo("wanted");
        assertThat(channel.rejected()).isEqualTo(2);
        channel.config().setOption(ACCEPT_DESTINATIONS, Set.of());
        send(IPV4.get(1), "other group");
        assertThat(inbox.next().text()).isEqualTo("other group");
    }

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
        MulticastDatagramChannel channel = (MulticastDatagramChannel) loop.bind(bootstrap(family, echo), PORT);
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
        MulticastDatagramChannel channel =
                (MulticastDatagramChannel) loop.bind(bootstrap(StandardProtocolFamily.INET, echo), PORT);
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
        MulticastDatagramChannel channel =
                (MulticastDatagramChannel) loop.bind(bootstrap(StandardProtocolFamily.INET6, new Inbox()), 0);
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
