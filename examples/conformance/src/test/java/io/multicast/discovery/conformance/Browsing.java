package io.multicast.discovery.conformance;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody browses; each check has services of its own. */
abstract class Browsing extends Scenario {
    static final String TYPE = "_browse._tcp";
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger count = new AtomicInteger();
    private Browser browser;

    Browsing() {
        super(1);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        for (Family family : Family.values()) {
            link().await(0, SOON, frame -> frame.family() == family && !frame.isResponse());
        }
        sleep(4000); // a question for unicast responses is long ago
    }

    final Browser browser() {
        return browser;
    }

    /** A service at a peer that nobody has announced yet. */
    final Advertised next(int peer, String text) {
        return new Advertised(link(), peer, text + " " + count.incrementAndGet(), TYPE);
    }

    final Advertised next(String text) {
        return next(3, text);
    }

    Advertised added(Family family, String text) {
        Advertised service = next(text);
        service.announce(family);
        browser.await(LIMIT, "added", service.instance());
        return service;
    }

    Browser.Event awaitUpdate(Advertised service, java.util.function.Predicate<Browser.Event> wanted) {
        return browser.await(
                LIMIT,
                event -> event.name().equals(service.instance())
                        && List.of("added", "updated").contains(event.kind())
                        && wanted.test(event));
    }

    void verifyAdded(Datagram datagram, Advertised service) {
        link().wire().send(datagram);
        browser.await(LIMIT, "added", service.instance());
    }

    void verifyNotAdded(Datagram datagram, Advertised service) {
        link().wire().send(datagram);
        sleep(1500);
        verify(browser.events("added", service.instance()).isEmpty(), "added", browser.events());
    }

    Datagram datagram(Family family, Advertised service) {
        return Datagram.multicast(link().peer(family, 3), service.response(4500).bytes());
    }

    InetAddress offLink(Family family) {
        return ip(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9");
    }
}
