package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Somebody browses for a type of which there is one service, one with a short TTL, and 160 more. */
class KnownAnswersAskedTest extends Scenario {
    private static final String TYPE = "_known._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final int MANY = 160;
    private static final long SHORT_TTL = 10;

    private final List<Record> many = new ArrayList<>();
    private Advertised constant;
    private Advertised brief;
    private long announced;
    private long announcedMany;

    KnownAnswersAskedTest() {
        super(1);
    }

    @Override
    void play() {
        constant = new Advertised(link(), 3, "Constant", TYPE);
        brief = new Advertised(link(), 4, "Brief", TYPE);
        node().browse(TYPE);
        long start = 0;
        for (Family family : Family.values()) {
            start = link().await(0, SOON, frame -> frame.family() == family && asks(frame))
                    .at();
        }
        announced = Starting.now();
        for (Family family : Family.values()) {
            constant.announce(family);
            link().send(family, 4, brief.response(SHORT_TTL));
        }
        sleepUntil(start + 8_000_000_000L); // after the queries at 1, 3 and 7 s, before that at 15 s
        announcedMany = Starting.now();
        for (Family family : Family.values()) {
            announceMany(family);
        }
        sleepUntil(start + 17_000_000_000L);
    }

    private static void sleepUntil(long moment) {
        sleep(Math.max(0, (moment - Starting.now()) / 1_000_000));
    }

    private void announceMany(Family family) {
        Record[] some = new Record[20];
        for (int i = 0; i < MANY; i++) {
            String label = "%03d ".formatted(i) + "x".repeat(50);
            some[i % some.length] = Rr.ptr(NAME, Rr.name(label, TYPE + ".local"), 4500);
            if (family == Family.IPV4) {
                many.add(some[i % some.length]);
            }
            if (i % some.length == some.length - 1) {
                link().announce(family, 5, some);
            }
        }
    }

    private static boolean asks(Frame frame) {
        return !frame.isResponse() && frame.dns().asks(NAME, Type.PTR);
    }

    private Traffic later(Family family) {
        return link().traffic()
                .fromHost()
                .of(family)
                .where(KnownAnswersAskedTest::asks)
                .since(announced + 500_000_000)
                .before(announcedMany);
    }

    /** The query with many known answers: its packets. */
    private Traffic split(Family family) {
        Frame first = link().traffic()
                .fromHost()
                .of(family)
                .where(KnownAnswersAskedTest::asks)
                .since(announcedMany + 5_500_000_000L) // the regular one, not one that refreshes
                .get(0);
        long end = link().traffic().queries().of(family).since(first.at()).stream()
                .filter(frame -> !frame.dns().header().getFlag(Flags.TC))
                .findFirst()
                .orElseThrow(() -> new AssertionError("TC in all packets\n" + link().traffic()))
                .at();
        return link().traffic()
                .queries()
                .of(family)
                .since(first.at())
                .before(end + 1)
                .where(frame -> frame == first || frame.dns().questions().isEmpty());
    }

    @Must("7.1 a repeated query lists the known answers")
    void listed(Family family) {
        verify(later(family).get(0).dns().answersWith(constant.ptr()), "not listed", later(family));
    }

    @Must("7.1 known answers have the TTL that is left")
    void ttl(Family family) {
        Record known = Dns.choose(later(family).get(0).dns().answers(), NAME, Type.PTR).stream()
                .filter(record -> Rr.same(record, constant.ptr()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not listed"));
        verify(known.getTTL() >= 4490 && known.getTTL() <= 4500, "TTL " + known.getTTL(), later(family));
    }

    @Must("10.2 known answers have no cache-flush bit")
    void flush(Family family) {
        Traffic wrong =
                later(family).where(frame -> frame.dns().records().stream().anyMatch(Rr::isFlush));
        verify(wrong.isEmpty(), "cache-flush", wrong);
    }

    @Should("7.1 an answer with less than half of its TTL left is not listed")
    void half(Family family) {
        Traffic all = link().traffic().queries().of(family).since(announced);
        Traffic wrong = all.where(
                frame -> frame.dns().answersWith(brief.ptr()) && frame.since(announced) > SHORT_TTL * 500 + 150);
        verify(wrong.isEmpty(), "listed", wrong);
        verify(!all.where(frame -> frame.dns().answersWith(brief.ptr())).isEmpty(), "never listed", all);
    }

    @Must("7.2 known answers that do not fit: TC is set, and packets without question follow")
    void truncated(Family family) {
        Traffic packets = split(family);
        verify(packets.size() > 1, "one packet", packets);
        for (int i = 0; i < packets.size(); i++) {
            Dns packet = packets.get(i).dns();
            boolean last = i == packets.size() - 1;
            verify(packet.header().getFlag(Flags.TC) == !last, "TC of packet " + i, packets);
            verify((i == 0) != packet.questions().isEmpty(), "questions of packet " + i, packets);
        }
    }

    @Must("7.2 the packets follow at once")
    void atOnce(Family family) {
        Traffic packets = split(family);
        packets.get(1);
        verify(packets.gaps().stream().allMatch(gap -> gap < 100), "gaps " + packets.gaps(), packets);
    }

    @Must("7.2 all known answers are listed")
    void allListed(Family family) {
        Traffic packets = split(family);
        long listed = many.stream()
                .filter(record -> packets.stream().anyMatch(frame -> frame.dns().answersWith(record)))
                .count();
        verify(listed == MANY, listed + " of " + MANY, packets);
    }

    @Should("17 the packets fit into the MTU")
    void fit(Family family) {
        verify(
                split(family)
                        .where(frame -> frame.fragment() || frame.payload().length > 1472)
                        .isEmpty(),
                "too large",
                split(family));
    }
}
