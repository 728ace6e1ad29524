package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import java.util.function.Predicate;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A service is registered on a link where nobody objects, and nobody asks. */
class StartupTest extends Scenario {
    private static final long IDLE_MILLIS = 20_000;
    private static final List<Integer> HOST_TYPES = List.of(Type.SRV, Type.A, Type.AAAA);

    private Established service;

    StartupTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.first(
                link(),
                node().register(Service.of("Orders service", "_http._tcp", 8080)
                        .withTxt("path=/orders", "a=1")
                        .withSubtypes("_api")));
        sleep(IDLE_MILLIS);
    }

    private Traffic sent(Family family) {
        return link().traffic().fromHost().of(family);
    }

    private Traffic probes(Family family, Name name) {
        return sent(family).probes().where(frame -> frame.dns().probes(name));
    }

    private Traffic announcements(Family family) {
        return sent(family).where(frame -> Established.isAnnouncement(frame, service.name()));
    }

    private void verifyResponses(Family family, Predicate<Frame> rule, String text) {
        Traffic wrong = sent(family).responses().where(rule.negate());
        verify(wrong.isEmpty(), text, wrong);
    }

    private void verifyQueries(Family family, Predicate<Frame> rule, String text) {
        Traffic wrong = sent(family).queries().where(rule.negate());
        verify(wrong.isEmpty(), text, wrong);
    }

    private void verifyRecords(Family family, Predicate<Record> chosen, Predicate<Record> rule, String text) {
        verifyResponses(
                family, frame -> frame.dns().records().stream().filter(chosen).allMatch(rule), text);
    }

    @Must("8.1 the instance name is probed for before it is announced")
    void instanceProbed(Family family) {
        Frame probe = probes(family, service.name()).get(0);
        verify(probe.at() < announcements(family).get(0).at(), "probed after the announcement", sent(family));
    }

    @Must("8.1 the host name is probed for before it is announced")
    void hostProbed(Family family) {
        Frame probe = probes(family, service.hostName()).get(0);
        verify(probe.at() < announcements(family).get(0).at(), "probed after the announcement", sent(family));
    }

    @Must("8.1 three probes for each name, and no more")
    void threeProbes(Family family) {
        for (Name name : List.of(service.name(), service.hostName())) {
            Traffic probes = probes(family, name);
            verify(probes.size() == 3, probes.size() + " probes for " + name, probes);
        }
    }

    @Must("8.1 probes are 250 ms apart")
    void probesApart(Family family) {
        for (Name name : List.of(service.name(), service.hostName())) {
            Traffic probes = probes(family, name);
            boolean apart = probes.gaps().stream().allMatch(gap -> gap >= 250 - JITTER && gap < 350);
            verify(probes.size() > 1 && apart, "gaps of " + probes.gaps(), probes);
        }
    }

    @Should("8.1 probes ask for type ANY")
    void probesAskAny(Family family) {
        for (Name name : List.of(service.name(), service.hostName())) {
            probes(family, name)
                    .forEach(frame ->
                            verify(frame.dns().asks(name, Type.ANY), "a probe for another type", probes(family, name)));
        }
    }

    @Should("8.1 probes ask by \"QU\" questions")
    void probesAskUnicast(Family family) {
        Traffic probes = probes(family, service.name());
        verify(
                probes.stream().allMatch(frame -> frame.dns().asksUnicast(service.name())) && !probes.isEmpty(),
                "a \"QM\" probe",
                probes);
    }

    @Must("8.2 probes for the instance propose all its records in the Authority section")
    void instanceProposed(Family family) {
        for (Frame frame : probes(family, service.name())) {
            Dns probe = frame.dns();
            verify(
                    Dns.choose(probe.authorities(), service.name(), Type.ANY).size() == 2
                            && probe.authorities().stream().anyMatch(record -> Rr.same(record, service.srv()))
                            && probe.authorities().stream().anyMatch(record -> Rr.same(record, service.txt())),
                    "SRV and TXT are not proposed as announced",
                    sent(family));
        }
    }

    @Must("8.2 probes for the host name propose all its addresses in the Authority section")
    void hostProposed(Family family) {
        for (Frame frame : probes(family, service.hostName())) {
            List<Record> proposed = Dns.choose(frame.dns().authorities(), service.hostName(), Type.ANY);
            List<Record> announced = announcements(family).get(0).dns().records().stream()
                    .filter(record -> record.getName().equals(service.hostName()) && record.getType() != Type.NSEC)
                    .toList();
            verify(
                    announced.stream().allMatch(wanted -> proposed.stream().anyMatch(record -> Rr.same(record, wanted))),
                    "proposed " + proposed + ", announced " + announced,
                    sent(family));
        }
    }

    @Must("10.2 no cache-flush bit in probes")
    void noFlushInProbes(Family family) {
        verifyQueries(family, frame -> frame.dns().records().stream().noneMatch(Rr::isFlush), "cache-flush in a query");
    }

    @Must("8.1 the announcement comes 250 ms after the third probe, not before")
    void announcedAfterProbing(Family family) {
        Traffic probes = probes(family, service.name());
        double gap = announcements(family).get(0).since(probes.last().at());
        verify(gap >= 250 - JITTER, "after " + gap + " ms", sent(family));
    }

    @Should("8.1 the announcement comes soon after probing")
    void announcedSoon(Family family) {
        Traffic probes = probes(family, service.name());
        double gap = announcements(family).get(0).since(probes.last().at());
        verify(gap <= 500, "after " + gap + " ms", sent(family));
    }

    @Must("8.3 at least two announcements")
    void twoAnnouncements(Family family) {
        verify(announcements(family).size() >= 2, "not announced twice", announcements(family));
    }

    @Must("8.3 the first two announcements are one second apart")
    void secondApart(Family family) {
        announcements(family).get(1);
        double gap = announcements(family).gaps().get(0);
        verify(gap >= 1000 - JITTER && gap <= 1500, "a gap of " + gap, announcements(family));
    }

    @Must("8.3 at most eight announcements, each gap at least twice the one before; none as a matter of course")
    void gapsDouble(Family family) {
        List<Double> gaps = announcements(family).gaps();
        for (int i = 1; i < gaps.size(); i++) {
            verify(gaps.get(i) >= 1.8 * gaps.get(i - 1), "gaps of " + gaps, announcements(family));
        }
        verify(gaps.size() < 8, "too many announcements", announcements(family));
    }

    @Must("8.3 nothing else is sent while nobody asks")
    void nothingElse(Family family) {
        Traffic other = sent(family).responses().where(frame -> !Established.isAnnouncement(frame, service.name()));
        long late = announcements(family).get(0).at() + 5_000_000_000L;
        verify(other.since(late).isEmpty(), "unasked responses", other.since(late));
        verify(
                sent(family).queries().since(late).isEmpty(),
                "queries without interest",
                sent(family).queries());
    }

    @Must("8.3 PTR, SRV, TXT and addresses are announced in the Answer section")
    void allAnnounced(Family family) {
        List<Record> wanted = List.of(service.ptr(), service.srv(), service.txt(), service.address(family));
        for (Record record : wanted) {
            Traffic with = sent(family).responses().where(frame -> frame.dns().answersWith(record));
            verify(
                    with.size() >= 2,
                    "not announced twice: " + record,
                    sent(family).responses());
        }
    }

    @Must("6763 7.1 the PTR of a subtype is announced")
    void subtypeAnnounced(Family family) {
        Record subtype = Rr.ptr(service.service().subtypeName("_api"), service.name(), Rr.OTHER_TTL);
        Traffic with = sent(family).responses().where(frame -> frame.dns().answersWith(subtype));
        verify(with.size() >= 2, "not announced twice: " + subtype, sent(family).responses());
    }

    @Should("6.4 an announcement is one message")
    void oneMessage(Family family) {
        Dns first = announcements(family).get(0).dns();
        verify(
                first.answersWith(service.ptr()) && first.answersWith(service.txt()),
                "spread over messages",
                announcements(family));
    }

    @Must("10.2 cache-flush bit on SRV, TXT, A and AAAA")
    void flushOnUnique(Family family) {
        verifyRecords(family, record -> record.getType() != Type.PTR, Rr::isFlush, "unique without cache-flush");
    }

    @Must("10.2 no cache-flush bit on shared PTR")
    void noFlushOnShared(Family family) {
        verifyRecords(
                family,
                record -> record.getType() == Type.PTR && !isReverse(record),
                record -> !Rr.isFlush(record),
                "shared with cache-flush");
    }

    private static boolean isReverse(Record record) {
        return record.getName().toString().endsWith(".arpa.");
    }

    @Must("6.2 all addresses of the interface that are of the family, fe80 too")
    void allAddresses(Family family) {
        verifyAddresses(family, family);
    }

    @Should("6.2 the addresses of the other family too")
    void otherAddresses(Family family) {
        verifyAddresses(family, family == Family.IPV4 ? Family.IPV6 : Family.IPV4);
    }

    /** What holds for each message that has addresses of the family. */
    private void verifyAddresses(Family family, Family of) {
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        Traffic with = sent(family)
                .responses()
                .where(frame -> !Dns.choose(frame.dns().records(), service.hostName(), type)
                        .isEmpty());
        with.get(0);
        for (Frame frame : with) {
            link().hostAddresses().stream()
                    .filter(address -> Family.of(address) == of)
                    .forEach(address -> verify(
                            frame.dns().contains(Rr.address(service.hostName(), address, Rr.HOST_TTL)),
                            "without " + address.getHostAddress(),
                            with));
        }
    }

    @Must("6.2 no address but those of the interface")
    void noOtherAddresses(Family family) {
        List<Record> own = link().hostAddresses().stream()
                .map(address -> Rr.address(service.hostName(), address, Rr.HOST_TTL))
                .toList();
        verifyRecords(
                family,
                record -> record.getType() == Type.A || record.getType() == Type.AAAA,
                record -> own.stream().anyMatch(address -> Rr.same(address, record)),
                "an address of another interface");
    }

    @Must("6 responses have no questions")
    void noQuestions(Family family) {
        verifyResponses(family, frame -> frame.dns().questions().isEmpty(), "a question in a response");
    }

    @Must("18.1 responses have ID 0")
    void responseId(Family family) {
        verifyResponses(family, frame -> frame.dns().header().getID() == 0, "an ID in a response");
    }

    @Should("18.1 queries have ID 0")
    void queryId(Family family) {
        verifyQueries(family, frame -> frame.dns().header().getID() == 0, "an ID in a query");
    }

    @Must("18.4 responses have AA set")
    void authoritative(Family family) {
        verifyResponses(family, frame -> frame.dns().header().getFlag(Flags.AA), "a response without AA");
    }

    @Must("18.3 18.5 18.7 to 18.11 responses have opcode, TC, RA, Z, AD, CD and RCODE zero")
    void responseFlags(Family family) {
        verifyResponses(family, frame -> (flags(frame) & ~0x8500) == 0, "a bit in the header of a response");
    }

    @Must("18.3 18.4 18.7 to 18.11 queries have opcode, AA, RA, Z, AD, CD and RCODE zero")
    void queryFlags(Family family) {
        verifyQueries(family, frame -> (flags(frame) & ~0x0300) == 0, "a bit in the header of a query");
    }

    @Should("18.6 RD is zero")
    void recursion(Family family) {
        Traffic wrong = sent(family).where(frame -> frame.dns().header().getFlag(Flags.RD));
        verify(wrong.isEmpty(), "RD is set", wrong);
    }

    private static int flags(Frame frame) {
        return (frame.payload()[2] & 0xff) << 8 | frame.payload()[3] & 0xff;
    }

    @Must("5.2 6 all packets go from port 5353 to port 5353 of the group")
    void ports(Family family) {
        Traffic wrong = sent(family)
                .where(frame -> frame.sourcePort() != 5353
                        || frame.destinationPort() != 5353
                        || !frame.isMulticast()
                        || !frame.destination().equals(family.group()));
        verify(wrong.isEmpty(), "another port or address", wrong);
    }

    @Must("6 the source is an address of the interface")
    void source(Family family) {
        Traffic wrong = sent(family).where(frame -> !link().hostAddresses().contains(frame.source()));
        verify(wrong.isEmpty(), "another source", wrong);
    }

    @Should("11 the IP TTL or hop limit is 255")
    void hopLimit(Family family) {
        Traffic wrong = sent(family).where(frame -> frame.hopLimit() != 255);
        verify(wrong.isEmpty(), "another hop limit", wrong);
    }

    @Should("10 the TTL of SRV, A and AAAA is 120 s")
    void hostTtl(Family family) {
        verifyRecords(
                family,
                record -> HOST_TYPES.contains(record.getType()),
                record -> record.getTTL() == 120,
                "another TTL");
    }

    @Should("10 the TTL of PTR and TXT is 75 minutes")
    void otherTtl(Family family) {
        verifyRecords(
                family,
                record -> record.getType() == Type.TXT || record.getType() == Type.PTR && !isReverse(record),
                record -> record.getTTL() == 4500,
                "another TTL");
    }

    @Should("18.14 names are compressed")
    void compressed(Family family) {
        Frame frame = announcements(family).get(0);
        int plain = 12
                + frame.dns().records().stream()
                        .mapToInt(record -> record.toWire(1).length)
                        .sum();
        verify(frame.payload().length < plain - 20, frame.payload().length + " bytes, plain " + plain, sent(family));
    }

    @Should("17 messages fit into the MTU")
    void noFragments(Family family) {
        verify(
                sent(family).where(Frame::fragment).isEmpty(),
                "fragments",
                sent(family).where(Frame::fragment));
    }
}
