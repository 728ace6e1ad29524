package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Questions by multicast, and what is answered. */
class AnswerTest extends Answering {
    @Must("6 a PTR question is answered by multicast")
    void ptr(Family family) {
        ask(family, service().service().typeName(), Type.PTR, service().ptr());
    }

    @Must("6 an SRV question is answered by multicast")
    void srv(Family family) {
        ask(family, service().name(), Type.SRV, service().srv());
    }

    @Must("6 a TXT question is answered by multicast")
    void txt(Family family) {
        ask(family, service().name(), Type.TXT, service().txt());
    }

    @Must("6 an address question is answered by multicast with all addresses of that type")
    void addresses(Family family) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        Frame answer = ask(family, service().hostName(), type, service().address(family));
        link().hostAddresses().stream()
                .filter(address -> Family.of(address) == family)
                .forEach(address -> verify(
                        answer.dns().answersWith(Rr.address(service().hostName(), address, 1)),
                        "without " + address,
                        link().traffic()));
    }

    @Should("6.2 an answer with addresses has those of the other family among the additional records")
    void otherAddresses(Family family) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        Family other = family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
        Frame answer = ask(family, service().hostName(), type, service().address(family));
        verify(answer.dns().contains(service().address(other)), "without them", link().traffic());
    }

    @Should("6.2 20 a question for addresses of the other family is answered by the family that asked")
    void addressesOfOtherFamily(Family family) {
        Family other = family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
        ask(
                family,
                service().hostName(),
                other == Family.IPV4 ? Type.A : Type.AAAA,
                service().address(other));
    }

    @Must("6.3 all questions of a message are answered")
    void multiQuestion(Family family) {
        long at = service()
                .ask(
                        family,
                        Dns.query()
                                .ask(service().name(), Type.SRV)
                                .ask(Rr.name("nobody.local"), Type.A)
                                .ask(service().service().typeName(), Type.PTR)
                                .ask(service().name(), Type.TXT));
        List.of(service().srv(), service().ptr(), service().txt())
                .forEach(record -> service().awaitMulticast(family, at, record));
    }

    @Should("6763 12.1 a PTR answer brings SRV, TXT and addresses along")
    void ptrAdditionals(Family family) {
        Frame answer =
                ask(family, service().service().typeName(), Type.PTR, service().ptr());
        for (Record record : List.of(service().srv(), service().txt(), service().address(family))) {
            verify(answer.dns().contains(record), "without " + record, link().traffic());
        }
    }

    @Should("6763 12.2 an SRV answer brings addresses along")
    void srvAdditionals(Family family) {
        Frame answer = ask(family, service().name(), Type.SRV, service().srv());
        verify(answer.dns().contains(service().address(family)), "without addresses", link().traffic());
    }

    @Must("10.2 unique records have the cache-flush bit in answers and additional records, shared ones never")
    void flush(Family family) {
        Frame answer =
                ask(family, service().service().typeName(), Type.PTR, service().ptr());
        answer.dns()
                .records()
                .forEach(record -> verify(
                        Rr.isFlush(record) == (record.getType() != Type.PTR),
                        "wrong bit: " + record,
                        link().traffic()));
    }

    @Must("6.5 type ANY for the instance gives SRV and TXT")
    void anyInstance(Family family) {
        Frame answer = ask(family, service().name(), Type.ANY, service().srv());
        verify(answer.dns().answersWith(service().txt()), "without TXT", link().traffic());
    }

    @Must("6.5 type ANY for the host gives all addresses")
    void anyHost(Family family) {
        Frame answer = ask(family, service().hostName(), Type.ANY, service().address(family));
        link().hostAddresses().stream()
                .filter(address -> Family.of(address) == family)
                .forEach(address -> verify(
                        answer.dns().answersWith(Rr.address(service().hostName(), address, 1)),
                        "without " + address,
                        link().traffic()));
    }

    @Must("6.5 class ANY is answered")
    void anyClass(Family family) {
        Dns query = Dns.query().ask(service().name(), Type.SRV, DClass.ANY);
        service().askFor(family, query, service().srv());
    }

    @Must("6 a \"QM\" question is not answered by unicast")
    void notByUnicast(Family family) {
        long at = service().ask(family, Dns.query().ask(service().name(), Type.SRV));
        Traffic answers = service().answered(family, at, 400);
        verify(!answers.isEmpty() && answers.unicast().isEmpty(), "by unicast", answers);
    }

    @Must("6 no record is twice in a message")
    void noDuplicates(Family family) {
        Dns query = Dns.query()
                .ask(service().service().typeName(), Type.PTR)
                .ask(service().name(), Type.ANY)
                .ask(service().name(), Type.SRV)
                .ask(service().hostName(), Type.ANY);
        Frame answer = service().askFor(family, query, service().ptr());
        List<Record> records = answer.dns().records();
        for (Record record : records) {
            long times =
                    records.stream().filter(other -> Rr.same(other, record)).count();
            verify(times == 1, times + " times " + record, answer.dns());
        }
    }

    @Should("6763 12.1 a PTR answer for a subtype brings SRV, TXT and addresses along")
    void subtypeAdditionals(Family family) {
        Name subtype = service().service().subtypeName("_api");
        Frame answer = ask(family, subtype, Type.PTR, Rr.ptr(subtype, service().name(), Rr.OTHER_TTL));
        for (Record record : List.of(service().srv(), service().txt(), service().address(family))) {
            verify(answer.dns().contains(record), "without " + record, link().traffic());
        }
    }

    @Must("10.2 6763 9 the record that lists a type is shared")
    void typesShared(Family family) {
        Name meta = Rr.name("_services._dns-sd._udp.local");
        Frame answer =
                ask(family, meta, Type.PTR, Rr.ptr(meta, service().service().typeName(), Rr.OTHER_TTL));
        verify(answer.dns().answers(meta, Type.PTR).stream().noneMatch(Rr::isFlush), "unique", answer.dns());
    }

    @Must("6 another class is not answered")
    void otherClass(Family family) {
        verifySilence(family, Dns.query().ask(service().name(), Type.SRV, DClass.CHAOS));
    }

    @Must("6 a question about a name of nobody is not answered")
    void unknownName(Family family) {
        verifySilence(family, Dns.query().ask(Rr.name("nobody.local"), Type.A));
    }

    @Must("6 a question about a type of service of nobody is not answered")
    void unknownType(Family family) {
        verifySilence(family, Dns.query().ask(Rr.name("_nobody._tcp.local"), Type.PTR));
    }

    @Must("6 a question for a PTR of an instance that has none is not an error response")
    void unknownSubtype(Family family) {
        verifySilence(family, Dns.query().ask(service().service().subtypeName("_other"), Type.PTR));
    }

    @Must("16 names are compared without regard to the case of ASCII letters")
    void caseOfName(Family family) {
        ask(family, Rr.name("_ANSWER._TCP.Local"), Type.PTR, service().ptr());
        ask(
                family,
                Rr.name("aNSWERS", "_Answer._tcp.LOCAL"),
                Type.SRV,
                service().srv());
    }

    @Must("6763 9 the types of services are listed under _services._dns-sd._udp")
    void types(Family family) {
        Name meta = Rr.name("_services._dns-sd._udp.local");
        ask(family, meta, Type.PTR, Rr.ptr(meta, service().service().typeName(), Rr.OTHER_TTL));
    }

    @Must("6763 7.1 a subtype is answered with the instance")
    void subtype(Family family) {
        Name subtype = service().service().subtypeName("_api");
        ask(family, subtype, Type.PTR, Rr.ptr(subtype, service().name(), Rr.OTHER_TTL));
    }

    @Must("18.1 the ID of a query is not repeated in a multicast response, and its questions neither")
    void idIgnored(Family family) {
        Dns query = Dns.query().id(4711).ask(service().name(), Type.SRV);
        Frame answer = service().askFor(family, query, service().srv());
        verify(answer.dns().header().getID() == 0 && answer.dns().questions().isEmpty(), "repeated", link().traffic());
    }

    @Must("18.4 18.6 to 18.10 the bits AA, RD, RA, Z, AD and CD of a query are ignored")
    void flagsIgnored(Family family) {
        Dns query = Dns.query()
                .flags(Flags.AA, Flags.RD, Flags.RA, Flags.AD, Flags.CD)
                .ask(service().name(), Type.SRV);
        service().askFor(family, query, service().srv());
    }

    @Must("18.3 a query with another opcode is ignored")
    void opcode(Family family) {
        Dns query = Dns.query().ask(service().name(), Type.SRV);
        query.header().setOpcode(2);
        verifySilence(family, query);
    }

    @Must("18.11 a query with an RCODE is ignored")
    void rcode(Family family) {
        Dns query = Dns.query().ask(service().name(), Type.SRV);
        query.header().setRcode(3);
        verifySilence(family, query);
    }
}
