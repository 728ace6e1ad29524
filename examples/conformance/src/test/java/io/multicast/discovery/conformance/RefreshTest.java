package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** A service has a TTL of 10 s, and its host is gone. */
class RefreshTest extends Scenario {
    private static final String TYPE = "_fade._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final Name OTHER = Rr.name("_unasked._tcp.local");
    private static final long TTL = 10;

    private Browser browser;
    private Advertised fading;
    private long announced;

    RefreshTest() {
        super(1);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        long first = 0;
        for (Family family : Family.values()) {
            first = link().await(0, SOON, frame -> frame.family() == family && asks(frame))
                    .at();
        }
        // queries come at 0, 1, 3, 7, 15 and 31 s: the refreshing is to be between the last two
        sleep(Math.max(0, (first + 16_500_000_000L - Starting.now()) / 1_000_000));
        fading = new Advertised(link(), 3, "Fading", TYPE);
        announced = Starting.now();
        for (Family family : Family.values()) {
            link().send(family, 3, fading.response(TTL));
            link().announce(family, 4, Rr.ptr(OTHER, Rr.name("Unasked", "_unasked._tcp.local"), TTL));
        }
        browser.await(SOON, "added", "Fading");
        sleep(Math.max(0, (announced + (TTL + 4) * 1_000_000_000L - Starting.now()) / 1_000_000));
    }

    private static boolean asks(Frame frame) {
        return !frame.isResponse() && frame.dns().asks(NAME, Type.PTR);
    }

    private Traffic questions(Family family) {
        return link().traffic().fromHost().of(family).where(RefreshTest::asks).since(announced);
    }

    private void verifyAsked(Family family, int percent) {
        double from = TTL * 10 * percent;
        Traffic asked = questions(family)
                .where(frame -> frame.since(announced) >= from - 20 && frame.since(announced) <= from + 400);
        verify(!asked.isEmpty(), "not asked at " + percent + " %", questions(family));
    }

    @Should("5.2 asked again at 80 to 82 % of the TTL")
    void eighty(Family family) {
        verifyAsked(family, 80);
    }

    @Should("5.2 asked again at 85 to 87 % of the TTL")
    void eightyFive(Family family) {
        verifyAsked(family, 85);
    }

    @Should("5.2 asked again at 90 to 92 % of the TTL")
    void ninety(Family family) {
        verifyAsked(family, 90);
    }

    @Should("5.2 asked again at 95 to 97 % of the TTL")
    void ninetyFive(Family family) {
        verifyAsked(family, 95);
    }

    @Should("5.2 not asked before 80 % of the TTL, and four times at most")
    void notMore(Family family) {
        Traffic early = questions(family).where(frame -> frame.since(announced) < TTL * 800 - 50);
        verify(early.isEmpty(), "asked early", early);
        verify(questions(family).size() <= 5, questions(family).size() + " times", questions(family));
    }

    @Must("5.2 nothing is asked about records in which nobody is interested")
    void noInterest(Family family) {
        Traffic asked = link().traffic()
                .queries()
                .of(family)
                .where(frame -> frame.dns().questions().stream()
                        .anyMatch(question -> question.getName().subdomain(OTHER)));
        verify(asked.isEmpty(), "asked", asked);
    }

    @Should("5.2 10 what is not refreshed is removed when its TTL has run out")
    void removed() {
        List<Browser.Event> events = browser.events("removed", "Fading");
        verify(!events.isEmpty(), "not removed after " + (TTL + 4) + " s", browser.events());
    }
}
