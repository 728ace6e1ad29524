package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What a service says of itself at first, and that it is silent then. */
class AnnouncingTest extends Startup {
    private static final List<Integer> HOST_TYPES = List.of(Type.SRV, Type.A, Type.AAAA);

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
        Traffic other = sent(family)
                .responses()
                .where(frame -> !Established.isAnnouncement(frame, service().name()));
        long late = announcements(family).get(0).at() + 5_000_000_000L;
        verify(other.since(late).isEmpty(), "unasked responses", other.since(late));
        verify(
                sent(family).queries().since(late).isEmpty(),
                "queries without interest",
                sent(family).queries());
    }

    @Must("8.3 PTR, SRV, TXT and addresses are announced in the Answer section")
    void allAnnounced(Family family) {
        List<Record> wanted = List.of(
                service().ptr(), service().srv(), service().txt(), service().address(family));
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
        Record subtype =
                Rr.ptr(service().service().subtypeName("_api"), service().name(), Rr.OTHER_TTL);
        Traffic with = sent(family).responses().where(frame -> frame.dns().answersWith(subtype));
        verify(with.size() >= 2, "not announced twice: " + subtype, sent(family).responses());
    }

    @Should("6.4 an announcement is one message")
    void oneMessage(Family family) {
        Dns first = announcements(family).get(0).dns();
        verify(
                first.answersWith(service().ptr())
                        && first.answersWith(service().txt()),
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
                .where(frame -> !Dns.choose(frame.dns().records(), service().hostName(), type)
                        .isEmpty());
        with.get(0);
        for (Frame frame : with) {
            link().hostAddresses().stream()
                    .filter(address -> Family.of(address) == of)
                    .forEach(address -> verify(
                            frame.dns().contains(Rr.address(service().hostName(), address, Rr.HOST_TTL)),
                            "without " + address.getHostAddress(),
                            with));
        }
    }

    @Must("6.2 no address but those of the interface")
    void noOtherAddresses(Family family) {
        List<Record> own = link().hostAddresses().stream()
                .map(address -> Rr.address(service().hostName(), address, Rr.HOST_TTL))
                .toList();
        verifyRecords(
                family,
                record -> record.getType() == Type.A || record.getType() == Type.AAAA,
                record -> own.stream().anyMatch(address -> Rr.same(address, record)),
                "an address of another interface");
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
}
