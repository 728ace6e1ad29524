package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** When questions by multicast are answered, and how often. */
class AnswerTimingTest extends Answering {
    private static final int SAMPLES = 5;

    /** The delays of answers to a question, in ascending order. */
    private List<Double> delays(Family family, Dns query, Record wanted) {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            long at = service().ask(family, query);
            delays.add(service().awaitMulticast(family, at, wanted).since(at));
        }
        Collections.sort(delays);
        return delays;
    }

    @Should("6 a shared record is answered after 20 to 120 ms, at random")
    void sharedDelay(Family family) {
        List<Double> delays = delays(
                family,
                Dns.query().ask(service().service().typeName(), Type.PTR),
                service().ptr());
        boolean early = delays.get(0) < 20 - JITTER;
        boolean late = delays.get(SAMPLES / 2) > 125;
        boolean fixed = delays.get(SAMPLES - 1) - delays.get(0) < 5;
        verify(!early && !late && !fixed, "delays of " + delays + " ms", link().traffic());
    }

    @Should("6 a unique record is answered within 10 ms")
    void uniqueDelay(Family family) {
        List<Double> delays = delays(
                family, Dns.query().ask(service().name(), Type.SRV), service().srv());
        verify(delays.get(1) <= 15, "delays of " + delays + " ms", link().traffic());
    }

    @Should("6.3 a message with two questions is answered after 20 to 120 ms")
    void multiQuestionDelay(Family family) {
        Dns query = Dns.query().ask(service().name(), Type.SRV).ask(service().name(), Type.TXT);
        List<Double> delays = delays(family, query, service().srv());
        boolean early = delays.get(0) < 20 - JITTER;
        verify(!early && delays.get(SAMPLES / 2) <= 125, "delays of " + delays + " ms", link().traffic());
    }

    @Should("6.4 answers to several questions go into one message")
    void aggregated(Family family) {
        long at = service()
                .ask(
                        family,
                        Dns.query()
                                .ask(service().service().typeName(), Type.PTR)
                                .ask(service().name(), Type.TXT));
        Frame first = service().awaitMulticast(family, at, service().ptr());
        verify(first.dns().answersWith(service().txt()), "not in one message", link().traffic());
    }

    @Should("6.4 answers to questions of two hosts go into one message")
    void aggregatedAcrossHosts(Family family) {
        Record subtype =
                Rr.ptr(service().service().subtypeName("_api"), service().name(), Rr.OTHER_TTL);
        long at = service().ask(family, Dns.query().ask(service().service().typeName(), Type.PTR));
        link().send(family, 3, Dns.query().ask(service().service().subtypeName("_api"), Type.PTR));
        Frame first = service().awaitMulticast(family, at, service().ptr());
        verify(first.dns().answersWith(subtype), "not in one message", link().traffic());
    }

    @Must("6 a record is not multicast again within a second")
    void oncePerSecond(Family family) {
        Dns query = Dns.query().ask(service().service().typeName(), Type.PTR);
        long at = service().ask(family, query);
        service().awaitMulticast(family, at, service().ptr());
        for (int i = 0; i < 4; i++) {
            link().send(family, 3, query);
            sleep(200);
        }
        Traffic answers = service()
                .answered(family, at, 2500)
                .where(frame -> frame.dns().answersWith(service().ptr()));
        verify(answers.gaps().stream().allMatch(gap -> gap >= 1000 - JITTER), "gaps " + answers.gaps(), answers);
    }

    @Must("6 a unique record is not multicast again within a second")
    void uniqueOncePerSecond(Family family) {
        Dns query = Dns.query().ask(service().hostName(), family == Family.IPV4 ? Type.A : Type.AAAA);
        long at = service().ask(family, query);
        for (int i = 0; i < 5; i++) {
            link().send(family, 3, query);
            sleep(150);
        }
        Traffic answers = service()
                .answered(family, at, 2500)
                .where(frame -> frame.dns().answersWith(service().address(family)));
        verify(!answers.isEmpty(), "not answered", answers);
        verify(answers.gaps().stream().allMatch(gap -> gap >= 1000 - JITTER), "gaps " + answers.gaps(), answers);
    }
}
