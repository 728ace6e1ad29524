package io.multicast.netty.membership;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host with eth0, eth1, a bridge that a container run time left behind, a VPN's tunnel and a loopback; and its peer. */
record MixedHost(Namespace host, Namespace peer) implements AutoCloseable {
    static MixedHost open() {
        Requirements.require(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
        Namespace host = Namespace.open();
        try {
            MixedHost both = new MixedHost(host, Namespace.open());
            both.setUp();
            return both;
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private void setUp() {
        try {
            host.ip(
                    "link add eth0 type veth peer name p0 netns " + peer.name(),
                    "link add eth1 type veth peer name p1 netns " + peer.name(),
                    "addr add 10.2.1.1/16 dev eth0",
                    "addr add fd02:1::1/32 dev eth0 nodad",
                    "addr add 10.2.3.1/24 dev eth1",
                    "addr add fd02:1:3::1/64 dev eth1 nodad",
                    "link set eth0 up",
                    "link set eth1 up",
                    "link add docker0 type bridge",
                    "addr add 172.17.0.1/16 dev docker0",
                    "link set docker0 up",
                    "tuntap add dev tun0 mode tun",
                    "addr add 10.8.0.1/24 dev tun0",
                    "link set tun0 up");
        } catch (RuntimeException | Error e) {
            peer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (host;
                peer) {
            // each is closed, whatever the other does
        }
    }
}
