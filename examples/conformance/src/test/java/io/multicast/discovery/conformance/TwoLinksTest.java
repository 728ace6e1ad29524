package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A host with two links, and with docker0 and tun0, which lead nowhere. */
class TwoLinksTest extends Scenario {
    private Established first;
    private Established second;

    TwoLinksTest() {
        super(2);
    }

    @Override
    void play() {
        Registration registration =
                node().register(Service.of("Both", "_two._tcp", 8080).withTxt("a=1"));
        first = Established.await(lab().link(0), registration);
        second = Established.await(lab().link(1), registration);
    }

    private List<Link> links() {
        return List.of(lab().link(0), lab().link(1));
    }

    private static InetAddress address(Record record) {
        return record instanceof ARecord a ? a.getAddress() : ((AAAARecord) record).getAddress();
    }

    private static boolean isAddress(Record record) {
        return record instanceof ARecord || record instanceof AAAARecord;
    }

    @Must("8.1 names are probed for on both links")
    void probed(Family family) {
        for (Link link : links()) {
            Traffic probes = link.traffic()
                    .of(family)
                    .probes()
                    .where(frame -> frame.dns().probes(first.name()));
            verify(probes.size() == 3, probes.size() + " probes on " + link.device(), link.traffic());
        }
    }

    @Must("8.3 the service is announced on both links")
    void announced(Family family) {
        for (Link link : links()) {
            Traffic announced = link.traffic()
                    .fromHost()
                    .of(family)
                    .where(frame -> Established.isAnnouncement(frame, first.name()));
            verify(announced.size() >= 2, "not announced twice on " + link.device(), link.traffic());
        }
    }

    @Must("6.2 14 no link gets addresses of another interface")
    void addresses(Family family) {
        for (Link link : links()) {
            for (Frame frame : link.traffic().fromHost().of(family)) {
                frame.dns().records().stream()
                        .filter(TwoLinksTest::isAddress)
                        .forEach(record -> verify(
                                link.hostAddresses().contains(address(record)),
                                link.device() + " got " + record,
                                link.traffic()));
            }
        }
    }

    @Must("6.2 14 each link gets the addresses of its interface")
    void ownAddresses(Family family) {
        for (Link link : links()) {
            Record own = Rr.address(first.hostName(), link.host(family), 120);
            Traffic with = link.traffic()
                    .responses()
                    .of(family)
                    .where(frame -> frame.dns().contains(own));
            verify(!with.isEmpty(), link.device() + " did not get " + own, link.traffic());
        }
    }

    @Must("14 packets have a source address of the interface by which they leave")
    void sources(Family family) {
        for (Link link : links()) {
            Traffic wrong = link.traffic()
                    .fromHost()
                    .of(family)
                    .where(frame -> !link.hostAddresses().contains(frame.source()));
            verify(wrong.isEmpty(), "another source", wrong);
        }
    }

    @Must("14 a question is answered on its own link only")
    void answeredThere(Family family) {
        first.settle();
        long at = second.ask(family, Dns.query().ask(second.name(), Type.SRV));
        second.awaitMulticast(family, at, second.srv());
        Traffic elsewhere = first.answered(family, at, 700);
        verify(elsewhere.isEmpty(), "answered on the other link too", elsewhere);
    }

    @Must("6.2 14 a question for the host's addresses is answered with those of the link")
    void addressesAsked(Family family) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        for (Established service : List.of(first, second)) {
            service.askFor(family, Dns.query().ask(service.hostName(), type), service.address(family));
        }
    }

    @Must("6 the limit of once a second is one of each interface")
    void limitOfInterface(Family family) {
        Dns query = Dns.query().ask(first.service().typeName(), Type.PTR);
        second.settle();
        first.askFor(family, query, first.ptr());
        long at = lab().link(1).send(family, query);
        Frame answer = second.awaitMulticast(family, at, second.ptr());
        verify(
                answer.since(at) < 500,
                "after " + answer.since(at) + " ms",
                lab().link(1).traffic());
    }

    @Must("7.1 known answers on one link do not count on the other")
    void knownAnswersOfInterface(Family family) {
        first.settle();
        second.settle();
        Dns query = Dns.query().ask(first.service().typeName(), Type.PTR);
        lab().link(0)
                .send(
                        family,
                        Dns.query().ask(first.service().typeName(), Type.PTR).answer(first.ptr()));
        long at = lab().link(1).send(family, query);
        second.awaitMulticast(family, at, second.ptr());
    }

    @Must("7.4 an answer seen on one link is not an answer on the other")
    void answersOfInterface(Family family) {
        first.settle();
        long at = second.ask(family, Dns.query().ask(second.service().typeName(), Type.PTR));
        lab().link(0).announce(family, 3, second.ptr());
        second.awaitMulticast(family, at, second.ptr());
    }

    @Must("6.7 14 a legacy query is answered on its own link, with its addresses")
    void legacy(Family family) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        for (Established service : List.of(first, second)) {
            Link link = service == first ? lab().link(0) : lab().link(1);
            Datagram query = Datagram.multicast(
                            link.peer(family, 2),
                            Dns.query().id(9).ask(service.hostName(), type).bytes())
                    .fromPort(41_000);
            long at = link.wire().send(query);
            Frame answer =
                    link.await(at, Duration.ofSeconds(2), frame -> frame.family() == family && !frame.isMulticast());
            verify(answer.dns().answersWith(service.address(family)), "without its address", link.traffic());
        }
    }

    @Must("9 14 a name lost on one link is given up on both, for the same new one")
    void conflict(Family family) {
        try (Starting host = Starting.of(Service.of("Torn", "_two._tcp", 8080), 2)) {
            Link other = host.lab().link(1);
            Record rival = Rr.srv(host.service().name(), 1, Rr.name("other.local"), 120);
            other.wire().react(frame -> {
                if (frame.family() == family
                        && frame.isProbe()
                        && frame.dns().probes(host.service().name())) {
                    other.post(family, 5, Dns.response(List.of(rival)));
                }
            });
            host.start();
            Duration limit = Duration.ofSeconds(30);
            Frame there = other.await(0, limit, frame -> host.announced(frame).isPresent());
            Record renamed = host.announced(there).orElseThrow();
            verify(!renamed.getName().equals(host.service().name()), "not given up", other.traffic());
            host.link().await(0, limit, frame -> Established.isAnnouncement(frame, renamed.getName()));
            host.watch(1500);
            long at = host.link().send(family, Dns.query().ask(host.service().name(), Type.SRV));
            host.watch(600);
            Traffic answers = host.link().traffic().responses().since(at);
            verify(answers.isEmpty(), "still held on the other link", answers);
        }
    }

    @Must("10.1 goodbye on both links")
    void goodbye(Family family) {
        try (Starting host = Starting.of(Service.of("Gone", "_two._tcp", 8080), 2)) {
            host.start();
            Established.await(host.link(), host.registration());
            long at = Starting.now();
            host.registration().stop();
            for (Link link : List.of(host.lab().link(0), host.lab().link(1))) {
                link.await(
                        at,
                        Duration.ofSeconds(5),
                        frame -> frame.family() == family
                                && frame.isResponse()
                                && frame.dns().answers().stream()
                                        .anyMatch(record -> record.getTTL() == 0
                                                && Rr.same(
                                                        record, host.service().ptr())));
            }
        }
    }
}
