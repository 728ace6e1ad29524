package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Questions for types that the names of a service and its host do not have. */
class NegativeAnswerTest extends Scenario {
    private Established service;

    NegativeAnswerTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(link(), node().register(Service.of("Negative", "_answer._tcp", 8080)));
    }

    private Frame ask(Family family, Name name, int type) {
        long at = service.ask(family, Dns.query().ask(name, type));
        return link().await(
                        at,
                        Duration.ofSeconds(2),
                        frame -> frame.family() == family && frame.isResponse() && nsec(frame, name) != null);
    }

    private static NSECRecord nsec(Frame frame, Name name) {
        List<Record> found = Dns.choose(frame.dns().records(), name, Type.NSEC);
        return found.isEmpty() ? null : (NSECRecord) found.get(0);
    }

    private static List<Integer> types(NSECRecord nsec) {
        return IntStream.range(1, 256).filter(nsec::hasType).boxed().toList();
    }

    @Must("6.1 an NSEC says that the host has addresses and nothing else")
    void host(Family family) {
        Frame answer = ask(family, service.hostName(), Type.MX);
        List<Integer> types = types(nsec(answer, service.hostName()));
        verify(types.equals(List.of(Type.A, Type.AAAA)), "types " + types, link().traffic());
    }

    @Must("6.1 an NSEC says that the instance has SRV and TXT and nothing else")
    void instance(Family family) {
        Frame answer = ask(family, service.name(), Type.A);
        List<Integer> types = types(nsec(answer, service.name()));
        verify(types.equals(List.of(Type.TXT, Type.SRV)), "types " + types, link().traffic());
    }

    @Must("6.1 the next name of an NSEC is its own, and the bit of NSEC is not set")
    void form(Family family) {
        NSECRecord nsec = nsec(ask(family, service.name(), Type.AAAA), service.name());
        verify(
                nsec.getNext().equals(service.name()) && !nsec.hasType(Type.NSEC),
                "another form: " + nsec,
                link().traffic());
    }

    @Should("6.1 the TTL of an NSEC is that of the record that does not exist")
    void ttl(Family family) {
        NSECRecord nsec = nsec(ask(family, service.hostName(), Type.HINFO), service.hostName());
        verify(nsec.getTTL() == 120, "TTL " + nsec.getTTL(), link().traffic());
    }

    @Must("6.1 nobody answers negatively for a shared name")
    void shared(Family family) {
        long at = service.ask(family, Dns.query().ask(service.service().typeName(), Type.A));
        verify(service.answered(family, at, 700).isEmpty(), "answered", link().traffic());
    }
}
