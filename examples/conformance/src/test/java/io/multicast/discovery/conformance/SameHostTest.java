package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.List;
import org.xbill.DNS.Record;

/** Two processes on one host want the same name; a third browses. At the end all leave. */
class SameHostTest extends Scenario {
    private Registration first;
    private Registration second;
    private Browser browser;
    private Established service;
    private String name;
    private long left;

    SameHostTest() {
        super(1);
    }

    @Override
    void play() {
        first = node().register(Service.of("Same", "_same._tcp", 1));
        service = Established.await(link(), first);
        second = node().register(Service.of("Same", "_same._tcp", 2));
        name = second.awaitRegistered(SOON);
        browser = node().browse("_same._tcp");
        browser.await(SOON, "added", "Same");
        browser.await(SOON, "added", name);
        sleep(2500);
        left = Starting.now();
        second.stop();
        first.stop();
        sleep(3000);
    }

    @Must("9 the second of two processes that want one name gets another")
    void renamed() {
        verify(!name.equals("Same"), "both have it", link().traffic());
        verify(second.renamed().equals(List.of(name)), "renamed " + second.renamed(), second.events());
    }

    @Must("9 the first keeps it")
    void kept() {
        verify(first.renamed().isEmpty(), "renamed", first.events());
        Traffic renamed = link().traffic().where(frame -> Established.isAnnouncement(frame, service.name()));
        verify(!renamed.isEmpty(), "not announced", link().traffic());
    }

    @Must("15 what is on the same host is found, each by its name and port")
    void found() {
        verify(browser.events("added", "Same").get(0).port() == 1, "port", browser.events());
        verify(browser.events("added", name).get(0).port() == 2, "port", browser.events());
    }

    @Must("10.1 15 what leaves on the same host is removed")
    void removed() {
        verify(!browser.events("removed", "Same").isEmpty(), "still there", browser.events());
        verify(!browser.events("removed", name).isEmpty(), "still there", browser.events());
    }

    @Should("10.1 when the last process leaves, there is a goodbye for the host's addresses")
    void addresses(Family family) {
        Implementation judged = Implementation.judged();
        judged.require(judged != Implementation.AVAHI, "host name that ends with the last service");
        Record address = service.address(family);
        Traffic goodbye = link().traffic()
                .responses()
                .of(family)
                .since(left)
                .where(frame -> frame.dns().answers().stream()
                        .anyMatch(record -> Rr.same(record, address) && record.getTTL() == 0));
        verify(!goodbye.isEmpty(), "no goodbye", link().traffic());
    }
}
