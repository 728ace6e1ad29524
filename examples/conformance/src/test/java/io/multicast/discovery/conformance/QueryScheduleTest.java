package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Somebody browses for a type that nobody has. */
class QueryScheduleTest extends Scenario {
    private static final String TYPE = "_nobody._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final long WATCHED_MILLIS = 17_000;

    QueryScheduleTest() {
        super(1);
    }

    @Override
    void play() {
        node().browse(TYPE);
        link().await(0, SOON, frame -> frame.family() == Family.IPV6 && asks(frame));
        sleep(WATCHED_MILLIS);
    }

    private static boolean asks(Frame frame) {
        return !frame.isResponse() && frame.dns().asks(NAME, Type.PTR);
    }

    private Traffic questions(Family family) {
        return link().traffic().fromHost().of(family).where(QueryScheduleTest::asks);
    }

    @Must("5.2 the first two queries are at least a second apart")
    void second(Family family) {
        questions(family).get(1);
        double gap = questions(family).gaps().get(0);
        verify(gap >= 1000 - JITTER, "a gap of " + gap + " ms", questions(family));
    }

    @Must("5.2 the intervals between queries at least double")
    void doubling(Family family) {
        List<Double> gaps = questions(family).gaps();
        for (int i = 1; i < gaps.size(); i++) {
            verify(gaps.get(i) >= 1.85 * gaps.get(i - 1), "gaps of " + gaps, questions(family));
        }
    }

    @Should("5.2 the query is repeated after 1, 2, 4 and 8 s")
    void repeated(Family family) {
        verify(questions(family).size() >= 4, questions(family).size() + " queries", questions(family));
    }

    @Should("5.4 the first question is \"QU\"")
    void firstUnicast(Family family) {
        verify(questions(family).get(0).dns().asksUnicast(NAME), "\"QM\"", questions(family));
    }

    @Should("5.4 repeated questions are \"QM\"")
    void laterMulticast(Family family) {
        questions(family).get(1);
        Traffic later = questions(family).since(questions(family).get(0).at() + 1);
        verify(later.where(frame -> frame.dns().asksUnicast(NAME)).isEmpty(), "\"QU\" again", questions(family));
    }

    @Must("5.2 queries go from port 5353 to port 5353 of the group")
    void ports(Family family) {
        Traffic wrong = questions(family)
                .where(frame -> frame.sourcePort() != 5353
                        || frame.destinationPort() != 5353
                        || !frame.destination().equals(family.group()));
        verify(wrong.isEmpty() && !questions(family).isEmpty(), "other ports", questions(family));
    }

    @Must("18.3 18.4 18.7 to 18.11 opcode, AA, RA, Z, AD, CD and RCODE of queries are zero")
    void flags(Family family) {
        Traffic wrong = questions(family).where(frame -> (frame.payload()[2] & ~0x03) != 0 || frame.payload()[3] != 0);
        verify(wrong.isEmpty(), "a bit in the header", wrong);
    }

    @Should("18.1 18.6 the ID and RD of queries are zero")
    void id(Family family) {
        Traffic wrong =
                questions(family).where(frame -> frame.dns().header().getID() != 0 || (frame.payload()[2] & 1) != 0);
        verify(wrong.isEmpty(), "an ID or RD", wrong);
    }

    @Must("7.1 without known answers there are no records in a query")
    void noRecords(Family family) {
        Traffic wrong = questions(family).where(frame -> !frame.dns().records().isEmpty());
        verify(wrong.isEmpty(), "records", wrong);
    }
}
