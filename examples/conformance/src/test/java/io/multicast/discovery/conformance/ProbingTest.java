package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What is asked before a service is announced. */
class ProbingTest extends Startup {
    @Must("8.1 the instance name is probed for before it is announced")
    void instanceProbed(Family family) {
        Frame probe = probes(family, service().name()).get(0);
        verify(probe.at() < announcements(family).get(0).at(), "probed after the announcement", sent(family));
    }

    @Must("8.1 the host name is probed for before it is announced")
    void hostProbed(Family family) {
        Frame probe = probes(family, service().hostName()).get(0);
        verify(probe.at() < announcements(family).get(0).at(), "probed after the announcement", sent(family));
    }

    @Must("8.1 three probes for each name, and no more")
    void threeProbes(Family family) {
        for (Name name : List.of(service().name(), service().hostName())) {
            Traffic probes = probes(family, name);
            verify(probes.size() == 3, probes.size() + " probes for " + name, probes);
        }
    }

    @Must("8.1 probes are 250 ms apart")
    void probesApart(Family family) {
        for (Name name : List.of(service().name(), service().hostName())) {
            Traffic probes = probes(family, name);
            boolean apart = probes.gaps().stream().allMatch(gap -> gap >= 250 - JITTER && gap < 350);
            verify(probes.size() > 1 && apart, "gaps of " + probes.gaps(), probes);
        }
    }

    @Should("8.1 probes ask for type ANY")
    void probesAskAny(Family family) {
        for (Name name : List.of(service().name(), service().hostName())) {
            probes(family, name)
                    .forEach(frame ->
                            verify(frame.dns().asks(name, Type.ANY), "a probe for another type", probes(family, name)));
        }
    }

    @Should("8.1 probes ask by \"QU\" questions")
    void probesAskUnicast(Family family) {
        Traffic probes = probes(family, service().name());
        verify(
                probes.stream()
                                .allMatch(frame ->
                                        frame.dns().asksUnicast(service().name()))
                        && !probes.isEmpty(),
                "a \"QM\" probe",
                probes);
    }

    @Must("8.2 probes for the instance propose all its records in the Authority section")
    void instanceProposed(Family family) {
        for (Frame frame : probes(family, service().name())) {
            Dns probe = frame.dns();
            verify(
                    Dns.choose(probe.authorities(), service().name(), Type.ANY).size() == 2
                            && probe.authorities().stream()
                                    .anyMatch(
                                            record -> Rr.same(record, service().srv()))
                            && probe.authorities().stream()
                                    .anyMatch(
                                            record -> Rr.same(record, service().txt())),
                    "SRV and TXT are not proposed as announced",
                    sent(family));
        }
    }

    @Must("8.2 probes for the host name propose all its addresses in the Authority section")
    void hostProposed(Family family) {
        for (Frame frame : probes(family, service().hostName())) {
            List<Record> proposed =
                    Dns.choose(frame.dns().authorities(), service().hostName(), Type.ANY);
            List<Record> announced = announcements(family).get(0).dns().records().stream()
                    .filter(record -> record.getName().equals(service().hostName()) && record.getType() != Type.NSEC)
                    .toList();
            verify(
                    announced.stream()
                            .allMatch(wanted -> proposed.stream().anyMatch(record -> Rr.same(record, wanted))),
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
        Traffic probes = probes(family, service().name());
        double gap = announcements(family).get(0).since(probes.last().at());
        verify(gap >= 250 - JITTER, "after " + gap + " ms", sent(family));
    }

    @Should("8.1 the announcement comes soon after probing")
    void announcedSoon(Family family) {
        Traffic probes = probes(family, service().name());
        double gap = announcements(family).get(0).since(probes.last().at());
        verify(gap <= 500, "after " + gap + " ms", sent(family));
    }
}
