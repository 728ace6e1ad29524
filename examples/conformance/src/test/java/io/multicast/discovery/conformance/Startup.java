package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.function.Predicate;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A service is registered on a link where nobody objects, and nobody asks. */
abstract class Startup extends Scenario {
    private static final long IDLE_MILLIS = 20_000;

    private Established service;

    Startup() {
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

    final Established service() {
        return service;
    }

    Traffic sent(Family family) {
        return link().traffic().fromHost().of(family);
    }

    Traffic probes(Family family, Name name) {
        return sent(family).probes().where(frame -> frame.dns().probes(name));
    }

    Traffic announcements(Family family) {
        return sent(family).where(frame -> Established.isAnnouncement(frame, service.name()));
    }

    void verifyResponses(Family family, Predicate<Frame> rule, String text) {
        Traffic wrong = sent(family).responses().where(rule.negate());
        verify(wrong.isEmpty(), text, wrong);
    }

    void verifyQueries(Family family, Predicate<Frame> rule, String text) {
        Traffic wrong = sent(family).queries().where(rule.negate());
        verify(wrong.isEmpty(), text, wrong);
    }

    void verifyRecords(Family family, Predicate<Record> chosen, Predicate<Record> rule, String text) {
        verifyResponses(
                family, frame -> frame.dns().records().stream().filter(chosen).allMatch(rule), text);
    }

    static boolean isReverse(Record record) {
        return record.getName().toString().endsWith(".arpa.");
    }
}
