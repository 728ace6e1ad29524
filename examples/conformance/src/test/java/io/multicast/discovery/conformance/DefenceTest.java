package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Another host probes for names that the host has. */
class DefenceTest extends Scenario {
    private Established service;

    DefenceTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(
                link(),
                node().register(Service.of("Castle", "_answer._tcp", 8080).withTxt("a=1")));
    }

    private Record rival() {
        return Rr.plain(Rr.srv(service.name(), 9, Rr.name("other.local"), 120));
    }

    private Dns probe(Name name, Record proposed) {
        return Dns.query().ask(name, Type.ANY).authority(proposed);
    }

    private Dns unicastProbe(Name name, Record proposed) {
        return Dns.query().askUnicast(name, Type.ANY).authority(proposed);
    }

    private Frame await(Family family, long since, Record wanted) {
        return link().await(
                        since,
                        Duration.ofSeconds(2),
                        frame -> frame.family() == family
                                && frame.isResponse()
                                && frame.dns().answersWith(wanted));
    }

    @Must("8.1 a \"QM\" probe for the instance is answered with its records")
    void instance(Family family) {
        long at = service.ask(family, probe(service.name(), rival()));
        Frame answer = await(family, at, service.srv());
        verify(answer.isMulticast() && answer.dns().answersWith(service.txt()), "not all", link().traffic());
    }

    @Must("8.1 a \"QU\" probe for the instance is answered with its records")
    void instanceByUnicast(Family family) {
        long at = service.ask(family, unicastProbe(service.name(), rival()));
        Frame answer = await(family, at, service.srv());
        verify(answer.dns().answersWith(service.txt()), "not all", link().traffic());
    }

    @Must("8.1 a probe for the host name is answered with its addresses")
    void host(Family family) {
        Record rival = Rr.plain(Rr.address(service.hostName(), link().routablePeer(family, 2), 120));
        long at = service.ask(family, probe(service.hostName(), rival));
        await(family, at, service.address(family));
    }

    @Must("8.1 16 a probe in letters of other case is answered")
    void otherCase(Family family) {
        Name name = Rr.name("cASTLE", "_Answer._tcp.LOCAL");
        Record rival = Rr.plain(Rr.srv(name, 9, Rr.name("other.local"), 120));
        long at = service.ask(family, probe(name, rival));
        await(family, at, service.srv());
    }

    @Must("6 a probe is answered quickly")
    void quickly(Family family) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long at = service.ask(family, probe(service.name(), rival()));
            best = Math.min(best, await(family, at, service.srv()).since(at));
        }
        verify(best <= 50, "after " + best + " ms", link().traffic());
    }

    @Must("6 a \"QM\" probe 0.4 s after the record was multicast is answered at once")
    void soonAfterAnswer(Family family) {
        service.askFor(family, Dns.query().ask(service.name(), Type.SRV), service.srv());
        sleep(400);
        long at = link().send(family, probe(service.name(), rival()));
        double delay = await(family, at, service.srv()).since(at);
        verify(delay <= 150, "after " + delay + " ms", link().traffic());
    }

    @Should("5.4 8.1 a \"QU\" probe 0.1 s after the record was multicast is answered at once, by unicast")
    void byUnicastSoonAfterAnswer(Family family) {
        service.askFor(family, Dns.query().ask(service.name(), Type.SRV), service.srv());
        sleep(100);
        long at = link().send(family, unicastProbe(service.name(), rival()));
        Frame answer = await(family, at, service.srv());
        verify(!answer.isMulticast() && answer.since(at) <= 100, "otherwise", link().traffic());
    }

    @Must("6 defences by multicast are at least 250 ms apart")
    void apart(Family family) {
        long at = service.ask(family, probe(service.name(), rival()));
        for (int i = 0; i < 6; i++) {
            sleep(70);
            link().send(family, 3 + i % 2, probe(service.name(), rival()));
        }
        Traffic answers = service.answered(family, at, 1500)
                .multicast()
                .where(frame -> frame.dns().answersWith(service.srv()));
        verify(!answers.isEmpty(), "not defended", link().traffic());
        verify(answers.gaps().stream().allMatch(gap -> gap >= 250 - JITTER), "gaps " + answers.gaps(), answers);
    }

    @Must("8.1 nobody defends names that it does not have")
    void otherNames(Family family) {
        Name name = Rr.name("Tower", "_answer._tcp.local");
        long at = service.ask(family, probe(name, Rr.plain(Rr.srv(name, 9, Rr.name("other.local"), 120))));
        verify(service.answered(family, at, 500).isEmpty(), "answered", link().traffic());
    }

    @Must("9 a probe of another does not make the host probe again, or rename")
    void unmoved(Family family) {
        long at = service.ask(family, probe(service.name(), rival()));
        Traffic probes = service.sent(family, at, 1000).probes();
        verify(probes.isEmpty(), "it probed", probes);
    }
}
