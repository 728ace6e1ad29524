package io.multicast.discovery.conformance;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.xbill.DNS.Record;

/** Records of other hosts that look like a conflict and are none; and those that must be put right. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class NoConflictTest extends Scenario {
    private Established service;

    NoConflictTest() {
        super(1);
    }

    @Override
    void play() {
        Service wanted = Service.of("Calm", "_calm._tcp", 8080).withTxt("a=1");
        service = Established.await(link(), node().register(wanted));
    }

    private byte[] conflict() {
        return Dns.response(List.of(Rr.srv(service.name(), 1, Rr.name("other.local"), 120)))
                .bytes();
    }

    private void verifyCalm(Family family, Datagram datagram) {
        service.settle();
        long at = link().wire().send(datagram);
        Traffic sent = service.sent(family, at, 800);
        verify(sent.isEmpty(), "it reacted", sent);
    }

    private void verifyCalm(Family family, Record... records) {
        verifyCalm(
                family,
                Datagram.multicast(
                        link().peer(family, 5), Dns.response(List.of(records)).bytes()));
    }

    @Must("9 6.6 records with the same data are no conflict")
    void identical(Family family) {
        verifyCalm(family, service.srv(), service.txt(), service.address(family));
    }

    @Must("6.6 shared records of others are no conflict")
    void shared(Family family) {
        verifyCalm(family, Rr.ptr(service.service().typeName(), Rr.name("Other", "_calm._tcp.local"), 4500));
    }

    @Must("9 a record of a type that the host's name does not have is no conflict")
    void otherType(Family family) {
        verifyCalm(family, Rr.hinfo(service.hostName(), 120));
    }

    @Must("14 own packets that come back are no conflict")
    void reflected(Family family) {
        Frame own = link().traffic().responses().of(family).last();
        verifyCalm(family, Datagram.multicast(own.source(), own.payload()));
    }

    @Must("6 a response from another port is ignored")
    void otherPort(Family family) {
        verifyCalm(
                family, Datagram.multicast(link().peer(family, 5), conflict()).fromPort(40_000));
    }

    @Must("6 11 an unasked response by unicast is ignored")
    void unicast(Family family) {
        Datagram datagram = Datagram.multicast(link().routablePeer(family, 5), conflict());
        verifyCalm(family, datagram.to(link().host(family)));
    }

    @Must("11 a response by unicast from off the link is ignored")
    void unicastFromAfar(Family family) {
        Datagram datagram = Datagram.multicast(ip(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9"), conflict());
        verifyCalm(family, datagram.to(link().host(family)));
    }

    @Must("18.3 a response with another opcode is ignored")
    void opcode(Family family) {
        byte[] payload = conflict();
        payload[2] |= 0x10;
        verifyCalm(family, Datagram.multicast(link().peer(family, 5), payload));
    }

    @Must("18.11 a response with an RCODE is ignored")
    void rcode(Family family) {
        byte[] payload = conflict();
        payload[3] |= 3;
        verifyCalm(family, Datagram.multicast(link().peer(family, 5), payload));
    }

    @Should("10.1 a goodbye for other data is no conflict")
    void otherGoodbye(Family family) {
        verifyCalm(family, Rr.srv(service.name(), 1, Rr.name("other.local"), 0));
    }

    @Must("7.1 10.2 records in the Answer section of a query are no conflict")
    void knownAnswer(Family family) {
        Record other = Rr.plain(Rr.srv(service.name(), 1, Rr.name("other.local"), 120));
        verifyCalm(
                family,
                Datagram.multicast(
                        link().peer(family, 5), Dns.query().answer(other).bytes()));
    }

    @Must("6.6 the host's own shared record with less than half its TTL is announced")
    void lowTtlShared(Family family) {
        service.settle();
        long at = link().announce(family, 5, Rr.ptr(service.service().typeName(), service.name(), 1000));
        awaitAnnounced(family, at, service.ptr(), 4500);
    }

    @Must("6.6 the host's own unique record with less than half its TTL is announced")
    void lowTtlUnique(Family family) {
        service.settle();
        long at = link().announce(family, 5, Rr.withTtl(service.srv(), 50));
        awaitAnnounced(family, at, service.srv(), 120);
    }

    @Must("6.6 a goodbye of another for the host's own record is put right")
    void goodbye(Family family) {
        service.settle();
        long at = link().announce(family, 5, Rr.ptr(service.service().typeName(), service.name(), 0));
        awaitAnnounced(family, at, service.ptr(), 4500);
    }

    @Must("6.6 the host's own record with half its TTL at another needs no action")
    void halfTtl(Family family) {
        verifyCalm(family, Rr.withTtl(service.srv(), 60));
    }

    private void awaitAnnounced(Family family, long since, Record record, long ttl) {
        link().await(
                        since,
                        Duration.ofSeconds(3),
                        frame -> frame.family() == family
                                && frame.isMulticast()
                                && frame.isResponse()
                                && frame.dns().answers().stream()
                                        .anyMatch(answer -> Rr.same(answer, record) && answer.getTTL() == ttl));
    }
}
