package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Link;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A service that the tester plays, at one of its peers. */
record Advertised(Link link, int peer, String instance, String type) {
    static final int PORT = 9000;
    static final String TXT = "path=/x";

    Name name() {
        return Rr.name(instance, type + ".local");
    }

    Name host() {
        return Rr.name("peer" + peer + ".local");
    }

    Record ptr(long ttl) {
        return Rr.ptr(Rr.name(type + ".local"), name(), ttl);
    }

    Record ptr() {
        return ptr(Rr.OTHER_TTL);
    }

    Record srv() {
        return srv(PORT);
    }

    Record srv(int port) {
        return Rr.srv(name(), port, host(), Rr.HOST_TTL);
    }

    Record txt(String... strings) {
        return Rr.txt(name(), Rr.OTHER_TTL, strings);
    }

    InetAddress address() {
        return link.routablePeer(Family.IPV4, peer);
    }

    Record a() {
        return Rr.address(host(), address(), Rr.HOST_TTL);
    }

    Record aaaa() {
        return Rr.address(host(), link.peer(Family.IPV6, peer), Rr.HOST_TTL);
    }

    /** All of it, the PTR with a TTL. */
    Dns response(long ttl) {
        return Dns.response(List.of(ptr(ttl))).additional(srv(), txt(TXT), a(), aaaa());
    }

    /** Announces all of it, and gives the moment. */
    long announce(Family family) {
        return link.send(family, peer, response(Rr.OTHER_TTL));
    }
}
