package io.multicast.netty.packet;

import static io.multicast.netty.MulticastChannelOption.ACCEPT_DESTINATIONS;
import static io.multicast.netty.MulticastChannelOption.ACCEPT_INTERFACES;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.packet.Inbox.Mail;
import io.netty.bootstrap.Bootstrap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet tells, and what is taken by it. */
class PacketInfoTest extends FromPeer {
    @ParameterizedTest
    @EnumSource(names = {"INET", "INET6"})
    void oneWildcardSocketTellsGroupAndInterfaceOfEachPacket(StandardProtocolFamily family) throws Exception {
        Inbox inbox = new Inbox();
        MulticastDatagramChannel channel = bind(bootstrap(family, inbox), PORT);
        List<Feed> feeds = new ArrayList<>(IPV4);
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
        MulticastDatagramChannel one = bind(first, PORT);
        MulticastDatagramChannel other = bind(second, PORT);
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
        MulticastDatagramChannel channel = bind(
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
}
