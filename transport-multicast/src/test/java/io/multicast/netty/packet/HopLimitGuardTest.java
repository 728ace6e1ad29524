package io.multicast.netty.packet;

import static io.multicast.netty.MulticastChannelOption.ACCEPT_HOP_LIMIT;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Socat;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Far - router - near: what a router has forwarded does not pass; what the router itself sends, a neighbour, does. */
@Timeout(60)
class HopLimitGuardTest {
    private static final int PORT = 5353;
    private static final String GROUP = "239.77.1.1";

    @TempDir
    Path directory;

    private Namespace far;
    private Namespace router;
    private Namespace near;
    private Loop loop;
    private final Inbox inbox = new Inbox();

    @BeforeEach
    void open() throws IOException {
        Requirements.program("socat");
        Requirements.program("smcrouted");
        Requirements.ipv6();
        far = Namespace.open();
        router = Namespace.open();
        near = Namespace.open();
        for (Namespace each : new Namespace[] {far, router, near}) {
            each.run(() -> {
                write("ipv4/conf/all/rp_filter", "0");
                write("ipv4/conf/default/rp_filter", "0");
                write("ipv6/conf/all/accept_dad", "0");
                write("ipv6/conf/default/accept_dad", "0");
            });
        }
        router.run(() -> {
            write("ipv4/ip_forward", "1");
            write("ipv6/conf/all/forwarding", "1");
        });
        router.ip(
                "link add r0 type veth peer name f0 netns " + far.name(),
                "link add r1 type veth peer name n0 netns " + near.name(),
                "addr add 10.71.0.1/24 dev r0",
                "addr add 10.72.0.1/24 dev r1",
                "addr add fd71::1/64 dev r0",
                "addr add fd72::1/64 dev r1",
                "link set r0 up",
                "link set r1 up");
        far.ip(
                "addr add 10.71.0.2/24 dev f0",
                "addr add fd71::2/64 dev f0",
                "link set f0 up",
                "route add default via 10.71.0.1",
                "route add default via fd71::1");
        near.ip(
                "addr add 10.72.0.2/24 dev n0",
                "addr add fd72::2/64 dev n0",
                "link set n0 up",
                "route add default via 10.72.0.1",
                "route add default via fd72::1");
        loop = Loop.in(near, Transport.NIO);
    }

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
        for (Namespace each : new Namespace[] {near, router, far}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private static void write(String name, String value) {
        try {
            Files.writeString(Path.of("/proc/sys/net", name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MulticastDatagramChannel bind(StandardProtocolFamily family) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(family)))
                .option(ACCEPT_HOP_LIMIT, 255)
                .handler(inbox);
        return (MulticastDatagramChannel) loop.bind(bootstrap, PORT);
    }

    @Test
    void aForwardedGroupDatagramDoesNotPass() throws Exception {
        Path rules = Files.writeString(
                directory.resolve("rules"),
                "phyint r0 enable\nphyint r1 enable\nmroute from r0 group " + GROUP + " to r1\n");
        Path socket = directory.resolve("socket");
        router.start(
                "smcrouted",
                "-n",
                "-f",
                rules.toString(),
                "-P",
                directory.resolve("pid").toString(),
                "-u",
                socket.toString());
        MulticastDatagramChannel channel = bind(StandardProtocolFamily.INET);
        Multicast.of(channel).join(Membership.of(GROUP).on("n0")).sync();
        Eventually.await(
                Inbox.SOON,
                () -> {
                    Socat.send(far, "f0", "10.71.0.2", ip(GROUP), PORT, 255, "from afar");
                    return channel.rejected() > 0; // proof that the router forwards
                },
                () -> router.evidence() + near.evidence());
        assertThat(inbox.mails).isEmpty();
        Socat.send(router, "r1", "10.72.0.1", ip(GROUP), PORT, 255, "from next door");
        assertPassed("from next door");
        long before = channel.rejected();
        Socat.send(router, "r1", "10.72.0.1", ip(GROUP), PORT, 254, "not quite");
        Eventually.await(Inbox.SOON, () -> channel.rejected() == before + 1, near::evidence);
        channel.config().setOption(ACCEPT_HOP_LIMIT, 254);
        Socat.send(far, "f0", "10.71.0.2", ip(GROUP), PORT, 255, "from afar");
        assertThat(inbox.next().packet().hopLimit()).isEqualTo(254);
    }

    @Test
    void aForwardedIpv6DatagramDoesNotPass() throws Exception {
        MulticastDatagramChannel channel = bind(StandardProtocolFamily.INET6);
        String socket = "UDP6-DATAGRAM:[fd72::2]:" + PORT + ",setsockopt-int=41:16:255";
        Eventually.await(
                Inbox.SOON,
                () -> {
                    far.execWithInput("from afar", "socat", "-u", "-", socket);
                    return channel.rejected() > 0;
                },
                () -> router.evidence() + near.evidence());
        router.execWithInput("from next door", "socat", "-u", "-", socket);
        assertPassed("from next door");
        // the IPv4 side of the same socket
        long before = channel.rejected();
        far.execWithInput("from afar", "socat", "-u", "-", "UDP4-DATAGRAM:10.72.0.2:" + PORT + ",ttl=255");
        Eventually.await(Inbox.SOON, () -> channel.rejected() == before + 1, near::evidence);
        router.execWithInput("by IPv4", "socat", "-u", "-", "UDP4-DATAGRAM:10.72.0.2:" + PORT + ",ttl=255");
        assertPassed("by IPv4");
    }

    private void assertPassed(String text) throws InterruptedException {
        Mail mail = inbox.next();
        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.packet().hopLimit()).isEqualTo(255);
        assertThat(inbox.mails).isEmpty();
    }
}
