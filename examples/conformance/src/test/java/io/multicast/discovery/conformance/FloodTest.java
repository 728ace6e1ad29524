package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A host on the link announces 10,000 services to somebody who browses. */
class FloodTest extends Scenario {
    private static final String TYPE = "_flood._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final int SERVICES = 10_000;
    private static final int EACH = 10;

    private Browser browser;
    private long end;

    FloodTest() {
        super(1);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        link().await(0, SOON, frame -> frame.family() == Family.IPV6 && !frame.isResponse());
        new Advertised(link(), 3, "Before", TYPE).announce(Family.IPV4);
        browser.await(SOON, "added", "Before");
        for (int i = 0; i < SERVICES; i += EACH) {
            Record[] some = new Record[EACH];
            for (int j = 0; j < EACH; j++) {
                some[j] = Rr.ptr(NAME, Rr.name("Flood " + (i + j), TYPE + ".local"), 10);
            }
            link().post(Family.IPV4, 8, Dns.response(java.util.List.of(some)));
            sleep(2);
        }
        end = Starting.now();
        sleep(14_000);
    }

    @Should("10 the process goes on, and finds what comes later")
    void alive() {
        Advertised later = new Advertised(link(), 3, "Later", TYPE);
        later.announce(Family.IPV4);
        browser.await(Duration.ofSeconds(10), "added", "Later");
    }

    @Should("10 what was there before is still there")
    void kept() {
        verify(browser.events("removed", "Before").isEmpty(), "removed", "");
    }

    @Should("7 10 it does not answer the flood with one of its own")
    void quiet() {
        Traffic sent = link().traffic().fromHost().since(end - 1_000_000_000);
        long bytes = sent.stream().mapToLong(frame -> frame.payload().length).sum();
        verify(bytes < 1_000_000, sent.size() + " packets with " + bytes + " bytes in 15 s", "");
    }
}
