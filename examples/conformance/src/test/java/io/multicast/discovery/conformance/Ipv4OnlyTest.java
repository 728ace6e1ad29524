package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The host has no IPv6 address. */
class Ipv4OnlyTest extends Scenario {
    private static final Family FAMILY = Family.IPV4;
    private static final int OWN = Type.A;
    private static final int MISSING = Type.AAAA;

    private Established service;

    Ipv4OnlyTest() {
        super(1, EnumSet.of(FAMILY));
    }

    @Override
    void play() {
        service = Established.await(link(), node().register(Service.of("Alone", "_alone._tcp", 1)), FAMILY);
    }

    private static List<Record> negative(Frame frame, Established service) {
        return Dns.choose(frame.dns().records(), service.hostName(), Type.NSEC).stream()
                .filter(record -> !((NSECRecord) record).hasType(MISSING) && ((NSECRecord) record).hasType(OWN))
                .toList();
    }

    @Must("6.1 a question for an address of the missing family is answered by an NSEC")
    void missing() {
        long at = service.ask(FAMILY, Dns.query().ask(service.hostName(), MISSING));
        link().await(
                        at,
                        Duration.ofSeconds(2),
                        frame -> frame.isResponse() && !negative(frame, service).isEmpty());
    }

    @Should("6.2 an answer with addresses has an NSEC that says there are none of the other family")
    void additional() {
        Frame answer = service.askFor(FAMILY, Dns.query().ask(service.hostName(), OWN), service.address(FAMILY));
        verify(!negative(answer, service).isEmpty(), "without NSEC", answer.dns());
    }

    @Must("6.2 no address of the missing family, and no packet by it")
    void nothing() {
        Traffic wrong = link().traffic()
                .fromHost()
                .where(frame -> frame.family() != FAMILY
                        || frame.dns().records().stream().anyMatch(record -> record.getType() == MISSING));
        verify(wrong.isEmpty(), "there is", wrong);
    }
}
