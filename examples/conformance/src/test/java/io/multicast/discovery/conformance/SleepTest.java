package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import org.xbill.DNS.Type;

/** The process is stopped for six seconds, as by a debugger or a frozen container, while others ask. */
class SleepTest extends Scenario {
    private Registration registration;
    private Established service;
    private long woken;

    SleepTest() {
        super(1);
    }

    @Override
    void play() {
        registration = node().register(Service.of("Sleeper", "_sleep._tcp", 1).withTxt("a=1"));
        service = Established.await(link(), registration);
        registration.signal("STOP");
        for (int i = 0; i < 6; i++) {
            link().send(Family.IPV4, Dns.query().ask(service.name(), Type.SRV));
            link().send(Family.IPV6, Dns.query().ask(service.name(), Type.SRV));
            sleep(1000);
        }
        woken = Starting.now();
        registration.signal("CONT");
        sleep(3000);
    }

    @Must("8 it keeps its name")
    void kept() {
        verify(registration.renamed().isEmpty(), "renamed", registration.events());
    }

    @Must("6 afterwards it answers")
    void answers(Family family) {
        service.askFor(family, Dns.query().ask(service.name(), Type.SRV), service.srv());
    }

    @Should("6 it does not make up for what it missed by a burst")
    void noBurst(Family family) {
        Traffic sent = link().traffic().fromHost().of(family).since(woken).before(woken + 900_000_000);
        verify(sent.size() <= 6, sent.size() + " packets", sent);
    }
}
