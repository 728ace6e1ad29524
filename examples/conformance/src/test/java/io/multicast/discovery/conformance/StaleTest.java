package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import org.xbill.DNS.Type;

/** Nothing has been asked for more than a quarter of the TTL of SRV, 30 s. */
class StaleTest extends Scenario {
    private static final long QUARTER_MILLIS = 31_000;

    private Established service;

    StaleTest() {
        super(1);
    }

    @Override
    void play() {
        service = Established.await(
                link(), node().register(Service.of("Stale", "_stale._tcp", 8080).withTxt("a=1")));
        long last = link().traffic().fromHost().last().at();
        sleep(QUARTER_MILLIS - (Starting.now() - last) / 1_000_000);
    }

    @Should("5.4 a \"QU\" question is answered by multicast if a quarter of the TTL has gone since the last time")
    void multicast(Family family) {
        long at = service.ask(family, Dns.query().askUnicast(service.name(), Type.SRV));
        service.awaitMulticast(family, at, service.srv());
    }

    @Must("8.3 in half a minute nothing was announced again")
    void idle(Family family) {
        long first = link().traffic().fromHost().of(family).responses().get(0).at();
        Traffic late = link().traffic()
                .fromHost()
                .of(family)
                .since(first + 8_000_000_000L)
                .before(first + 30_000_000_000L);
        verify(late.size() <= 2, late.size() + " packets", late);
    }
}
