package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Somebody browses on a host with two links. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowseTwoLinksTest extends Scenario {
    private static final String TYPE = "_links._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger count = new AtomicInteger();
    private Browser browser;

    BrowseTwoLinksTest() {
        super(2);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        for (Link link : List.of(lab().link(0), lab().link(1))) {
            link.await(0, SOON, BrowseTwoLinksTest::asks);
        }
        sleep(1000);
    }

    private static boolean asks(Frame frame) {
        return !frame.isResponse() && frame.dns().asks(NAME, Type.PTR);
    }

    private Advertised on(int link, String instance) {
        return new Advertised(lab().link(link), 3, instance, TYPE);
    }

    private boolean seen(String kind, String instance, String device) {
        return browser.events(kind, instance).stream()
                .anyMatch(event -> event.interfaceName().equals(device));
    }

    private Browser.Event awaitOn(String kind, String instance, String device) {
        return browser.await(
                LIMIT,
                event -> event.kind().equals(kind)
                        && event.name().equals(instance)
                        && event.interfaceName().equals(device));
    }

    @Must("5.2 14 queries go out on both links")
    void queries(Family family) {
        for (Link link : List.of(lab().link(0), lab().link(1))) {
            Traffic asked = link.traffic().fromHost().of(family).where(BrowseTwoLinksTest::asks);
            verify(!asked.isEmpty(), "not asked on " + link.device(), link.traffic());
            verify(
                    asked.where(frame -> !link.hostAddresses().contains(frame.source()))
                            .isEmpty(),
                    "source",
                    asked);
        }
    }

    @Must("14 a service on the second link is found with that interface, and not on the first")
    void secondOnly(Family family) {
        String instance = "Second " + count.incrementAndGet();
        on(1, instance).announce(family);
        awaitOn("added", instance, "eth1");
        sleep(500);
        verify(!seen("added", instance, "eth0"), "found on the other link", browser.events());
    }

    @Must("14 a link-local address has the scope of the link on which it was learned")
    void scope(Family family) {
        String instance = "Scope " + count.incrementAndGet();
        new Advertised(lab().link(1), 6, instance, TYPE).announce(family);
        browser.await(
                LIMIT,
                event -> event.name().equals(instance)
                        && event.addresses().stream()
                                .anyMatch(a -> a.matches(
                                        "fe80:.*6%(eth1|" + lab().host().index("eth1") + ")")));
    }

    @Must("14 a service on both links is found on both, and a goodbye on one leaves the other")
    void both(Family family) {
        String instance = "Both " + count.incrementAndGet();
        on(0, instance).announce(family);
        on(1, instance).announce(family);
        awaitOn("added", instance, "eth0");
        awaitOn("added", instance, "eth1");
        lab().link(0).announce(family, 3, on(0, instance).ptr(0));
        awaitOn("removed", instance, "eth0");
        sleep(500);
        verify(!seen("removed", instance, "eth1"), "removed on the other link", browser.events());
    }

    @Must("10.2 14 the cache-flush bit on one link does not flush what is known of the other")
    void flushOfLink(Family family) {
        String instance = "Flush " + count.incrementAndGet();
        on(0, instance).announce(family);
        on(1, instance).announce(family);
        awaitOn("added", instance, "eth0");
        awaitOn("added", instance, "eth1");
        sleep(1200);
        lab().link(1).announce(family, 3, on(1, instance).txt("path=/new"));
        browser.await(
                LIMIT,
                event -> event.name().equals(instance)
                        && event.interfaceName().equals("eth1")
                        && event.txt().equals(List.of("path=/new")));
        sleep(1500);
        boolean changed = browser.events("updated", instance).stream()
                .anyMatch(event ->
                        event.interfaceName().equals("eth0") && !event.txt().equals(List.of(Advertised.TXT)));
        verify(!changed && !seen("removed", instance, "eth0"), "changed on the other link", browser.events());
    }

    @Must("14 10 when an interface goes, what was found there is removed")
    @Order(1000)
    void interfaceGone() {
        on(1, "Pulled").announce(Family.IPV4);
        awaitOn("added", "Pulled", "eth1");
        lab().delete(1);
        browser.await(
                Duration.ofSeconds(10),
                event -> event.kind().equals("removed") && event.name().equals("Pulled"));
    }

    @Should("5.2 14 when an interface is made anew, it is asked there within a second, by \"QU\"")
    @Order(1001)
    void interfaceBack() {
        lab().recreate(1);
        long at = Starting.now();
        Frame asked = lab().link(1).await(0, LIMIT, BrowseTwoLinksTest::asks);
        verify(
                asked.since(at) <= 1000,
                "after " + asked.since(at) + " ms",
                lab().link(1).traffic());
        verify(asked.dns().asksUnicast(NAME), "by \"QM\"", lab().link(1).traffic());
    }

    @Must("14 what is on an interface made anew is found")
    @Order(1002)
    void foundAgain(Family family) {
        String instance = "Again " + count.incrementAndGet();
        on(1, instance).announce(family);
        awaitOn("added", instance, "eth1");
    }
}
