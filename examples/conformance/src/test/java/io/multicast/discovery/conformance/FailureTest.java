package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Family;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Passive observation of failures: another host asks twice for services, and one of them does not answer. */
class FailureTest extends Scenario {
    private static final String TYPE = "_poof._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");

    private Browser browser;

    FailureTest() {
        super(1);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        for (Family family : Family.values()) {
            link().await(
                            0,
                            SOON,
                            frame -> frame.family() == family && frame.dns().asks(NAME, Type.PTR));
        }
        Advertised lost = new Advertised(link(), 3, "Lost", TYPE);
        Advertised kept = new Advertised(link(), 4, "Kept", TYPE);
        for (Family family : Family.values()) {
            lost.announce(family);
            kept.announce(family);
        }
        browser.await(SOON, "added", "Lost");
        browser.await(SOON, "added", "Kept");
        for (int i = 0; i < 2; i++) {
            for (Family family : Family.values()) {
                link().send(family, 5, Dns.query().ask(NAME, Type.PTR));
                link().announce(family, 4, kept.ptr());
            }
            sleep(1200);
        }
        sleep(13_000);
    }

    @Should("10.5 a record for which others ask twice without an answer is flushed after ten seconds")
    void flushed() {
        verify(!browser.events("removed", "Lost").isEmpty(), "still there", browser.events());
    }

    @Must("10.5 a record that was answered is kept")
    void kept() {
        verify(browser.events("removed", "Kept").isEmpty(), "removed", browser.events());
    }
}
