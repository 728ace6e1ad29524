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
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Questions for unicast responses, and questions by unicast, soon after the records were multicast. */
class UnicastTest extends Scenario {
    private Established service;

    UnicastTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(
                link(),
                node().register(Service.of("Unicast", "_answer._tcp", 8080).withTxt("a=1")));
    }

    private InetAddress offLink(Family family) {
        return ip(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9");
    }

    /** Has all records multicast, and waits until they may be again: a quarter of their TTL is far. */
    private void refresh(Family family) {
        service.askFor(family, Dns.query().ask(service.service().typeName(), Type.PTR), service.ptr());
        service.askFor(family, Dns.query().ask(service.name(), Type.ANY), service.srv());
        service.settle();
    }

    private Frame awaitUnicast(Family family, long since, Record wanted) {
        return link().await(
                        since,
                        Duration.ofSeconds(2),
                        frame -> frame.family() == family
                                && !frame.isMulticast()
                                && frame.dns().answersWith(wanted));
    }

    /** For rules about unicast responses: those of an implementation that gives none cannot be asked. */
    private Frame askUnicast(Family family) {
        refresh(family);
        long at = link().send(family, Dns.query().askUnicast(service.name(), Type.SRV));
        Traffic answers = service.answered(family, at, 500).unicast();
        Assumptions.assumeFalse(answers.isEmpty(), "no unicast responses");
        return answers.get(0);
    }

    private Datagram direct(Family family, Dns query) {
        return Datagram.multicast(link().routablePeer(family, 2), query.bytes()).to(link().host(family));
    }

    @Should("5.4 a \"QU\" question is answered by unicast")
    void answeredByUnicast(Family family) {
        refresh(family);
        long at = link().send(family, Dns.query().askUnicast(service.name(), Type.SRV));
        Frame answer = awaitUnicast(family, at, service.srv());
        verify(
                answer.destination().equals(link().peer(family, 2)) && answer.destinationPort() == 5353,
                "not to the querier",
                link().traffic());
    }

    @Should("5.4 a \"QU\" question is not answered by multicast too")
    void notByMulticastToo(Family family) {
        Frame answer = askUnicast(family);
        Traffic more = service.answered(family, answer.at() - 20_000_000, 500).multicast();
        verify(more.isEmpty(), "by multicast too", more);
    }

    @Should("5.4 a \"QU\" question for a shared record is answered by unicast")
    void sharedByUnicast(Family family) {
        refresh(family);
        long at = link().send(family, Dns.query().askUnicast(service.service().typeName(), Type.PTR));
        awaitUnicast(family, at, service.ptr());
    }

    @Must("6 a unicast response comes from port 5353")
    void sourcePort(Family family) {
        verify(askUnicast(family).sourcePort() == 5353, "another port", link().traffic());
    }

    @Should("11 a unicast response has IP TTL or hop limit 255")
    void hopLimit(Family family) {
        Frame answer = askUnicast(family);
        verify(answer.hopLimit() == 255, "hop limit " + answer.hopLimit(), link().traffic());
    }

    @Must("6 a unicast response to port 5353 has no questions")
    void noQuestions(Family family) {
        Dns answer = askUnicast(family).dns();
        verify(answer.questions().isEmpty(), "as to a legacy query", link().traffic());
    }

    @Must("10.2 the cache-flush bit is set in unicast responses to port 5353")
    void flush(Family family) {
        Record srv = askUnicast(family).dns().answers(service.name(), Type.SRV).get(0);
        verify(Rr.isFlush(srv), "without cache-flush", link().traffic());
    }

    @Must("5.4 of a \"QU\" and a \"QM\" question the latter is answered by multicast")
    void mixed(Family family) {
        refresh(family);
        Dns query = Dns.query()
                .askUnicast(service.name(), Type.SRV)
                .ask(service.service().typeName(), Type.PTR);
        long at = link().send(family, query);
        service.awaitMulticast(family, at, service.ptr());
    }

    @Must("7.1 a known answer of a \"QU\" question is not answered")
    void known(Family family) {
        refresh(family);
        long at = link().send(
                        family, Dns.query().askUnicast(service.name(), Type.SRV).answer(Rr.plain(service.srv())));
        Traffic answers = service.answered(family, at, 700);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Should("5.5 a query by unicast is answered, as if it were \"QU\"")
    void direct(Family family) {
        refresh(family);
        long at = link().wire().send(direct(family, Dns.query().ask(service.name(), Type.SRV)));
        awaitUnicast(family, at, service.srv());
    }

    @Should("5.5 11 a query by unicast from off the link is ignored")
    void directFromAfar(Family family) {
        refresh(family);
        Datagram query = Datagram.multicast(
                        offLink(family),
                        Dns.query().ask(service.name(), Type.SRV).bytes())
                .to(link().host(family));
        long at = link().wire().send(query);
        Traffic answers = service.answered(family, at, 700);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Should("5.5 6.7 a legacy query by unicast from off the link is ignored")
    void legacyFromAfar(Family family) {
        refresh(family);
        Datagram query = Datagram.multicast(
                        offLink(family),
                        Dns.query().id(7).ask(service.name(), Type.SRV).bytes())
                .to(link().host(family))
                .fromPort(40_000);
        long at = link().wire().send(query);
        Traffic answers = service.answered(family, at, 700);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Must("11 a query to the group is on the link, whatever its source")
    void groupFromAfar(Family family) {
        service.settle();
        Datagram query = Datagram.multicast(
                offLink(family), Dns.query().ask(service.name(), Type.SRV).bytes());
        long at = link().wire().send(query);
        service.awaitMulticast(family, at, service.srv());
    }

    @Should("11 a \"QU\" question to the group from off the subnet is answered by multicast")
    void unicastQuestionFromAfar(Family family) {
        refresh(family);
        Datagram query = Datagram.multicast(
                offLink(family),
                Dns.query().askUnicast(service.name(), Type.SRV).bytes());
        long at = link().wire().send(query);
        service.awaitMulticast(family, at, service.srv());
    }

    @Must("11 a query to the group counts with any IP TTL or hop limit")
    void lowHopLimit(Family family) {
        service.settle();
        Datagram query = Datagram.multicast(
                        link().peer(family, 2),
                        Dns.query().ask(service.name(), Type.SRV).bytes())
                .withHopLimit(1);
        long at = link().wire().send(query);
        service.awaitMulticast(family, at, service.srv());
    }

    @Must("6 a routable source address is on the link as well as a link-local one")
    void routableSource(Family family) {
        service.settle();
        Datagram query = Datagram.multicast(
                link().routablePeer(family, 2),
                Dns.query().ask(service.name(), Type.SRV).bytes());
        long at = link().wire().send(query);
        service.awaitMulticast(family, at, service.srv());
    }
}
