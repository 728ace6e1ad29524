package io.multicast.netty.packet;

import static io.multicast.netty.MulticastChannelOption.RECVHOPLIMIT;
import static io.multicast.netty.MulticastChannelOption.RECVPKTINFO;
import static io.multicast.netty.MulticastChannelOption.RECVTCLASS;
import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.SharedLab;
import io.multicast.netty.testing.Socat;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import java.net.StandardProtocolFamily;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Packet channels in namespace a that tell of each packet; socat sends from b by an interface that is known. */
@Timeout(60)
abstract class FromPeer extends SharedLab {
    static final int PORT = 5353;

    /** A group with the device of b that sends to it, the address it sends from, and the device of a that receives. */
    record Feed(String group, String from, String source, String on) {}

    static final List<Feed> IPV4 = List.of(
            new Feed("239.1.1.1", "vb0", "10.99.0.2", "va0"),
            new Feed("239.1.1.2", "vb0", "10.99.0.2", "va0"),
            new Feed("239.1.1.1", "vb2", "10.97.0.2", "va2"),
            new Feed("239.1.1.3", "vb2", "10.97.0.2", "va2"));
    static final List<Feed> IPV6 = List.of(
            new Feed("ff15::1:1", "vb0", "fd99::2", "va0"),
            new Feed("ff15::1:2", "vb0", "fd99::2", "va0"),
            new Feed("ff15::1:1", "vb1", "fd98::2", "va1"),
            new Feed("ff02::1:3", "vb1", "fd98::2", "va1"));

    private Loop loop;

    @BeforeAll
    static void requirements() {
        Requirements.program("socat");
    }

    @BeforeEach
    void openLoop() {
        loop = Loop.in(lab.a(), Transport.NIO);
    }

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    final Bootstrap bootstrap(StandardProtocolFamily family, Inbox inbox) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(family)))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(RECVPKTINFO, true)
                .option(RECVHOPLIMIT, true)
                .option(RECVTCLASS, true)
                .handler(inbox);
    }

    final MulticastDatagramChannel bind(Bootstrap bootstrap, int port) throws InterruptedException {
        return (MulticastDatagramChannel) loop.bind(bootstrap, port);
    }

    static void join(MulticastDatagramChannel channel, List<Feed> feeds) throws InterruptedException {
        for (Feed feed : feeds) {
            Multicast.of(channel)
                    .join(Membership.of(feed.group()).on(feed.on()))
                    .sync();
        }
    }

    static void send(Feed feed, String text) {
        Socat.send(lab.b(), feed.from(), feed.source(), ip(feed.group()), PORT, 7, text);
    }
}
