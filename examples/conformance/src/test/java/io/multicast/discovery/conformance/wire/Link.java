package io.multicast.discovery.conformance.wire;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.message.Dns;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.xbill.DNS.Record;

/**
 * A link between the host under test and the tester, who plays all other hosts on it. On link 0 the host is eth0,
 * 10.77.0.1/24, fd77:0::1/64 and fe80::1; the others are 10.77.0.2 to .9, fd77:0::2 to ::9, fe80::2 to ::9.
 */
public final class Link {
    /** The hosts that the tester plays have numbers from 2 to this. */
    static final int LAST_PEER = 9;

    private final int number;
    private final Wire wire;

    Link(int number, Wire wire) {
        this.number = number;
        this.wire = wire;
    }

    /** The host's interface. */
    public String device() {
        return "eth" + number;
    }

    /** The host's routable address. */
    public InetAddress host(Family family) {
        return ip(address(family, number, 1));
    }

    /** The host's link-local address. */
    public InetAddress hostLinkLocal() {
        return ip(linkLocal(number));
    }

    /** All the host's addresses here. */
    public List<InetAddress> hostAddresses() {
        return List.of(host(Family.IPV4), host(Family.IPV6), hostLinkLocal());
    }

    /** An address of a host that the tester plays, from 2; that from which it would send to the group. */
    public InetAddress peer(Family family, int peer) {
        return family == Family.IPV4 ? routablePeer(family, peer) : ip("fe80::" + peer);
    }

    /** The routable address of a host that the tester plays, from 2. */
    public InetAddress routablePeer(Family family, int peer) {
        return ip(address(family, number, peer));
    }

    static String linkLocal(int link) {
        return link == 0 ? "fe80::1" : "fe80::1:" + link;
    }

    static String address(Family family, int link, int host) {
        return (family == Family.IPV4 ? "10.77.%d.%d" : "fd77:%d::%d").formatted(link, host);
    }

    /** The tester's end. */
    public Wire wire() {
        return wire;
    }

    /** Sends a message to the group from peer 2, and gives the moment. */
    public long send(Family family, Dns message) {
        return send(family, 2, message);
    }

    /** Sends a message to the group from a peer, and gives the moment. */
    public long send(Family family, int peer, Dns message) {
        return wire.send(Datagram.multicast(peer(family, peer), message.bytes()));
    }

    /** {@link #send} for reactions: it does not wait for the moment. */
    public void post(Family family, int peer, Dns message) {
        wire.post(Datagram.multicast(peer(family, peer), message.bytes()));
    }

    /** Announces records from a peer in one response, and gives the moment. */
    public long announce(Family family, int peer, Record... records) {
        return send(family, peer, Dns.response(List.of(records)));
    }

    /** All that was seen. */
    public Traffic traffic() {
        return wire.traffic();
    }

    /** Waits for a frame of the host at or after a moment. */
    public Frame await(long since, Duration limit, Predicate<Frame> wanted) {
        return wire.await(limit, frame -> frame.fromHost() && frame.at() >= since && wanted.test(frame));
    }
}
