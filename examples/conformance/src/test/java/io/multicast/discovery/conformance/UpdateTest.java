package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The TXT data is changed. */
class UpdateTest extends Scenario {
    private Established service;
    private Record changed;
    private long at;

    UpdateTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(
                link(),
                node().register(Service.of("Changing", "_change._tcp", 8080).withTxt("a=1")));
        changed = Rr.txt(service.name(), 4500, "a=2", "b=3");
        at = Starting.now();
        service.registration().txt("a=2", "b=3");
        sleep(6000);
    }

    private Traffic sent(Family family) {
        return link().traffic().fromHost().of(family).since(at);
    }

    private Traffic announcements(Family family) {
        return sent(family).responses().where(frame -> frame.dns().answersWith(changed));
    }

    @Must("8.4 the new TXT is announced, at least twice")
    void announced(Family family) {
        verify(announcements(family).size() >= 2, "not announced twice", sent(family));
    }

    @Must("8.3 8.4 the announcements are at least a second apart")
    void apart(Family family) {
        announcements(family).get(1);
        verify(announcements(family).gaps().get(0) >= 1000 - JITTER, "too fast", announcements(family));
    }

    @Must("10.2 the new TXT has the cache-flush bit")
    void flush(Family family) {
        Frame first = announcements(family).get(0);
        verify(Rr.isFlush(first.dns().answers(service.name(), Type.TXT).get(0)), "without it", first);
    }

    @Must("8.4 it is not probed for again")
    void notProbed(Family family) {
        verify(sent(family).queries().isEmpty(), "probed", sent(family));
    }

    @Should("8.4 no goodbye for the old TXT")
    void noGoodbye(Family family) {
        Traffic old = sent(family).responses().where(frame -> frame.dns().contains(service.txt()));
        verify(old.isEmpty(), "the old TXT was sent", old);
    }

    @Must("8.4 questions are answered with the new TXT")
    void answered(Family family) {
        Frame answer = service.askFor(family, Dns.query().ask(service.name(), Type.TXT), changed);
        verify(answer.dns().answers(service.name(), Type.TXT).size() == 1, "not only", answer);
    }

    @Should("8.4 twenty changes in two seconds are not twenty announcements, and the last one soon counts")
    void limited() {
        try (Starting host =
                Starting.of(Service.of("Hasty", "_change._tcp", 8080).withTxt("a=0"))) {
            host.start();
            Established hasty = Established.await(host.link(), host.registration());
            long start = Starting.now();
            for (int i = 1; i <= 20; i++) {
                host.registration().txt("a=" + i);
                host.watch(100);
            }
            host.watch(15_000);
            Traffic announced = host.link()
                    .traffic()
                    .responses()
                    .of(Family.IPV4)
                    .since(start)
                    .where(frame -> !frame.dns().answers(hasty.name(), Type.TXT).isEmpty());
            long different = announced.stream()
                    .map(frame ->
                            frame.dns().answers(hasty.name(), Type.TXT).get(0).rdataToString())
                    .distinct()
                    .count();
            verify(different <= 10, different + " changes announced", announced);
            verify(announced.last().dns().answersWith(Rr.txt(hasty.name(), 4500, "a=20")), "not the last", announced);
        }
    }
}
