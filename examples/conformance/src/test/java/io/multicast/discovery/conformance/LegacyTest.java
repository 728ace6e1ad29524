package io.multicast.discovery.conformance;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Queries of simple resolvers, from another port than 5353. */
class LegacyTest extends Scenario {
    private static final int PORT = 40_123;
    private static final int ID = 4711;

    private Established service;

    LegacyTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(
                link(),
                node().register(Service.of("Legacy", "_answer._tcp", 8080).withTxt("a=1")));
    }

    private Frame ask(Family family, InetAddress destination, Name name, int type, Record wanted) {
        service.settle();
        Datagram query = Datagram.multicast(
                        link().peer(family, 2),
                        Dns.query().id(ID).ask(name, type).bytes())
                .fromPort(PORT)
                .to(destination);
        long at = link().wire().send(query);
        return link().await(
                        at,
                        Duration.ofSeconds(2),
                        frame -> frame.family() == family
                                && frame.destinationPort() == PORT
                                && frame.dns().answersWith(wanted));
    }

    private Frame askForSrv(Family family) {
        return ask(family, family.group(), service.name(), Type.SRV, service.srv());
    }

    @Must("6.7 the response goes to the querier's address and port, by unicast")
    void toQuerier(Family family) {
        Frame answer = askForSrv(family);
        verify(answer.destination().equals(link().peer(family, 2)), "to another", link().traffic());
    }

    @Should("6.7 a legacy query is not answered by multicast too")
    void notByMulticastToo(Family family) {
        Frame answer = askForSrv(family);
        Traffic more = service.answered(family, answer.at() - 20_000_000, 500).multicast();
        verify(more.isEmpty(), "by multicast too", more);
    }

    @Must("6 the response comes from port 5353")
    void fromPort(Family family) {
        verify(askForSrv(family).sourcePort() == 5353, "from another", link().traffic());
    }

    @Must("6.7 18.1 the response repeats the ID")
    void id(Family family) {
        verify(askForSrv(family).dns().header().getID() == ID, "another ID", link().traffic());
    }

    @Must("6.7 the response repeats the question")
    void question(Family family) {
        verify(askForSrv(family).dns().asks(service.name(), Type.SRV), "no question", link().traffic());
    }

    @Must("6.7 10.2 no cache-flush bit")
    void flush(Family family) {
        Frame answer = askForSrv(family);
        verify(answer.dns().records().stream().noneMatch(Rr::isFlush), "cache-flush", link().traffic());
    }

    @Should("6.7 no TTL is above 10 s")
    void ttl(Family family) {
        Frame answer = askForSrv(family);
        verify(
                answer.dns().records().stream().allMatch(record -> record.getTTL() <= 10 && record.getTTL() > 0),
                "a longer TTL",
                link().traffic());
    }

    @Must("18 the header has QR and AA, opcode and RCODE zero")
    void header(Family family) {
        Frame answer = askForSrv(family);
        verify(
                answer.isResponse()
                        && answer.dns().header().getFlag(Flags.AA)
                        && answer.dns().header().getOpcode() == 0
                        && answer.dns().header().getRcode() == 0
                        && !answer.dns().header().getFlag(Flags.TC),
                "another header",
                link().traffic());
    }

    @Should("11 the IP TTL or hop limit is 255")
    void hopLimit(Family family) {
        verify(askForSrv(family).hopLimit() == 255, "another hop limit", link().traffic());
    }

    @Must("18.14 the target of SRV is not compressed")
    void uncompressed(Family family) {
        Frame answer = askForSrv(family);
        String text = new String(answer.payload(), StandardCharsets.ISO_8859_1);
        String target = new String(service.hostName().toWire(), StandardCharsets.ISO_8859_1);
        verify(text.contains(target), "a pointer in the target", link().traffic());
    }

    @Must("6.7 a PTR question is answered")
    void ptr(Family family) {
        ask(family, family.group(), service.service().typeName(), Type.PTR, service.ptr());
    }

    @Must("6.7 an address question is answered with the addresses of the link")
    void address(Family family) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        ask(family, family.group(), service.hostName(), type, service.address(family));
    }

    @Should("5.5 6.7 a legacy query by unicast is answered")
    void direct(Family family) {
        ask(family, link().host(family), service.name(), Type.SRV, service.srv());
    }

    @Must("6 a legacy query about a name of nobody is not answered")
    void unknown(Family family) {
        service.settle();
        Datagram query = Datagram.multicast(
                        link().peer(family, 2),
                        Dns.query().id(ID).ask(Rr.name("nobody.local"), Type.A).bytes())
                .fromPort(PORT);
        long at = link().wire().send(query);
        Traffic answers = service.answered(family, at, 700);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Must("6.3 6.7 a legacy query with two questions gets both answers")
    void twoQuestions(Family family) {
        service.settle();
        Dns query = Dns.query().id(ID).ask(service.name(), Type.SRV).ask(service.name(), Type.TXT);
        long at = link().wire()
                .send(Datagram.multicast(link().peer(family, 2), query.bytes()).fromPort(PORT));
        Traffic answers = service.answered(family, at, 700).unicast();
        for (Record record : List.of(service.srv(), service.txt())) {
            verify(!answers.where(frame -> frame.dns().answersWith(record)).isEmpty(), "without " + record, answers);
        }
    }

    @Must("6.7 one packet with a legacy query gets one response, again and again")
    void again(Family family) {
        for (int i = 0; i < 3; i++) {
            Datagram query = Datagram.multicast(
                            link().peer(family, 2),
                            Dns.query().id(ID + i).ask(service.name(), Type.SRV).bytes())
                    .fromPort(PORT);
            long at = link().wire().send(query);
            Traffic answers = service.answered(family, at, 300).unicast();
            verify(answers.size() == 1, answers.size() + " responses", answers);
        }
    }
}
