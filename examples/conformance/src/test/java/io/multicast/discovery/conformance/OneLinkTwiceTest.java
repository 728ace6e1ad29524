package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Two interfaces of the host are on one link: what it sends by one comes in by the other. */
class OneLinkTwiceTest extends Scenario {
    private Registration registration;
    private Established service;

    OneLinkTwiceTest() {
        super(2);
    }

    @Override
    void play() {
        lab().bridge();
        registration = node().register(Service.of("Twin", "_twin._tcp", 8080).withTxt("a=1"));
        service = Established.await(lab().link(0), registration);
        sleep(3000);
    }

    private List<Link> links() {
        return List.of(lab().link(0), lab().link(1));
    }

    private void verifyProbes(Family family, Name name) {
        for (Link link : links()) {
            Traffic probes = link.traffic()
                    .of(family)
                    .probes()
                    .where(frame -> frame.dns().probes(name));
            verify(probes.size() == 3, probes.size() + " probes by " + link.device() + " for " + name, probes);
        }
    }

    @Must("14 the service is not renamed by itself")
    void notRenamed() {
        verify(service.name().equals(service.service().name()), "renamed on the wire", link().traffic());
        verify(registration.renamed().isEmpty(), "renamed", registration.events());
    }

    @Must("14 the host is not renamed by itself")
    void hostNotRenamed() {
        verify(
                service.hostName().toString().startsWith("machine1."),
                service.hostName().toString(),
                link().traffic());
    }

    @Must("14 own probes are no rivals: three for the instance on each interface")
    void instanceProbes(Family family) {
        verifyProbes(family, service.name());
    }

    @Must("14 own probes are no rivals: three for the host on each interface")
    void hostProbes(Family family) {
        verifyProbes(family, service.hostName());
    }

    @Must("14 own responses are no conflict: silence after the announcements")
    void silence(Family family) {
        for (Link link : links()) {
            Traffic announced = link.traffic()
                    .fromHost()
                    .of(family)
                    .where(frame -> Established.isAnnouncement(frame, service.name()));
            verify(announced.size() >= 2 && announced.size() <= 4, announced.size() + " announcements", announced);
            Traffic late =
                    link.traffic().fromHost().of(family).since(announced.get(0).at() + 3_500_000_000L);
            verify(late.size() <= 2, "never silent", late);
        }
    }

    @Must("6 a question is answered")
    void answered(Family family) {
        service.askFor(family, Dns.query().ask(service.name(), Type.SRV), service.srv());
    }
}
