package io.multicast.discovery.conformance;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.wire.Family;
import java.util.List;
import org.xbill.DNS.Name;

/** Services come, change and go. */
class BrowseTest extends Browsing {
    /** Its D-Bus interface does not tell. */
    private static void requireNotAvahi(String what) {
        Implementation.judged().require(Implementation.judged() != Implementation.AVAHI, what);
    }

    @Must("6763 4 5 6 a service is found with its host, port and TXT data")
    void found(Family family) {
        Advertised service = added(family, "Found");
        Browser.Event event = awaitUpdate(service, e -> !e.txt().isEmpty() && e.port() != 0);
        verify(event.port() == Advertised.PORT, "port " + event.port(), event);
        verify(event.host().replaceAll("\\.$", "").equals("peer3.local"), "host " + event.host(), event);
        verify(event.txt().equals(List.of(Advertised.TXT)), "TXT " + event.txt(), event);
    }

    @Must("6763 5 a service is found with its address")
    void address(Family family) {
        Advertised service = added(family, "Address");
        awaitUpdate(
                service, event -> event.addresses().contains(service.address().getHostAddress()));
    }

    @Must("14 a link-local address comes with its scope")
    void scope(Family family) {
        Advertised service = next(6, "Scope");
        service.announce(family);
        awaitUpdate(
                service,
                event -> event.addresses().stream()
                        .anyMatch(
                                a -> a.matches("fe80:.*6%(eth0|" + lab().host().index("eth0") + ")")));
    }

    @Must("14 a service is found with its interface")
    void interfaceOf(Family family) {
        Advertised service = added(family, "Interface");
        awaitUpdate(service, event -> event.interfaceName().equals("eth0"));
    }

    @Must("6763 4.1.1 4.3 a name with dots, spaces and UTF-8 is found as it is")
    void name(Family family) {
        added(family, "v1.2 Büro ☃ \"a\\b\"");
    }

    @Must("10.2 a TXT with the cache-flush bit replaces the old one")
    void txt(Family family) {
        Advertised service = added(family, "Txt");
        sleep(1200);
        link().announce(family, 3, service.txt("path=/new"));
        awaitUpdate(service, event -> event.txt().equals(List.of("path=/new")));
    }

    @Must("10.2 an SRV with the cache-flush bit replaces the old one")
    void srv(Family family) {
        Advertised service = added(family, "Srv");
        sleep(1200);
        link().announce(family, 3, service.srv(9001));
        awaitUpdate(service, event -> event.port() == 9001);
    }

    @Must("10.2 an address with the cache-flush bit replaces those that are older than a second")
    void addressReplaced(Family family) {
        Advertised service = next(7, "Moved");
        service.announce(family);
        browser().await(LIMIT, "added", service.instance());
        sleep(2500);
        link().announce(family, 7, Rr.address(service.host(), ip("10.77.0.70"), 120));
        awaitUpdate(
                service,
                event -> event.addresses().contains("10.77.0.70")
                        && !event.addresses().contains("10.77.0.7"));
    }

    @Must("10.2 addresses with the cache-flush bit in two packets within a second are all kept")
    void burst(Family family) {
        requireNotAvahi("more than one address of a family");
        Advertised service = next(8, "Burst");
        service.announce(family);
        link().announce(family, 8, Rr.address(service.host(), ip("10.77.0.80"), 120));
        awaitUpdate(
                service,
                event -> event.addresses().contains("10.77.0.80")
                        && event.addresses().contains("10.77.0.8"));
        sleep(2500);
        Browser.Event last = browser().events().stream()
                .filter(event -> event.name().equals(service.instance()))
                .reduce((one, two) -> two)
                .orElseThrow();
        verify(last.addresses().contains("10.77.0.8"), "flushed", browser().events());
    }

    @Must("10.1 a service whose PTR got a goodbye is removed")
    void goodbye(Family family) {
        Advertised service = added(family, "Goodbye");
        link().announce(family, 3, service.ptr(0));
        browser().await(LIMIT, "removed", service.instance());
    }

    @Should("10.1 a goodbye takes effect after a second, not before")
    void goodbyeDelay(Family family) {
        Advertised service = added(family, "Delay");
        link().announce(family, 3, service.ptr(0));
        sleep(700);
        verify(
                browser().events("removed", service.instance()).isEmpty(),
                "removed at once",
                browser().events());
        sleep(1600);
        verify(
                !browser().events("removed", service.instance()).isEmpty(),
                "not after 2.3 s",
                browser().events());
    }

    @Must("10.1 a goodbye that is taken back within a second has no effect")
    void goodbyeTakenBack(Family family) {
        Advertised service = added(family, "Back");
        link().announce(family, 3, service.ptr(0));
        sleep(400);
        service.announce(family);
        sleep(2500);
        verify(
                browser().events("removed", service.instance()).isEmpty(),
                "removed",
                browser().events());
    }

    @Must("16 a name in letters of other case is the same service")
    void otherCase(Family family) {
        Advertised service = added(family, "Case");
        Name upper = Rr.name(service.instance().toUpperCase(java.util.Locale.ROOT), TYPE + ".local");
        link().announce(family, 3, Rr.ptr(Rr.name(TYPE + ".local"), upper, 4500));
        sleep(1500);
        long added = browser().events().stream()
                .filter(event -> event.kind().equals("added") && event.name().equalsIgnoreCase(service.instance()))
                .count();
        verify(added == 1, "added " + added + " times", browser().events());
    }

    @Must("6763 6.4 of a key that comes twice the first counts; strings without key are ignored")
    void keys(Family family) {
        requireNotAvahi("keys and values");
        Advertised service = next("Keys");
        Dns response = Dns.response(List.of(service.ptr()))
                .additional(service.srv(), service.txt("A=1", "=x", "a=2", "b"), service.a());
        link().send(family, 3, response);
        Browser.Event event = browser().await(LIMIT, "added", service.instance());
        verify(event.txt().equals(List.of("A=1", "b")), "TXT " + event.txt(), event);
    }
}
