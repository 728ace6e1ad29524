package io.multicast.discovery.conformance;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Services come, change and go while somebody browses; each check has an instance of its own. */
class BrowseTest extends Scenario {
    private static final String TYPE = "_browse._tcp";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger count = new AtomicInteger();
    private Browser browser;

    BrowseTest() {
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

    private Advertised next(String text) {
        return new Advertised(link(), 3, text + " " + count.incrementAndGet(), TYPE);
    }

    private Advertised added(Family family, String text) {
        Advertised service = next(text);
        service.announce(family);
        browser.await(LIMIT, "added", service.instance());
        return service;
    }

    private Browser.Event awaitUpdate(Advertised service, java.util.function.Predicate<Browser.Event> wanted) {
        return browser.await(
                LIMIT,
                event -> event.name().equals(service.instance())
                        && List.of("added", "updated").contains(event.kind())
                        && wanted.test(event));
    }

    private void verifyAdded(Datagram datagram, Advertised service) {
        link().wire().send(datagram);
        browser.await(LIMIT, "added", service.instance());
    }

    private void verifyNotAdded(Datagram datagram, Advertised service) {
        link().wire().send(datagram);
        sleep(1500);
        verify(browser.events("added", service.instance()).isEmpty(), "added", browser.events());
    }

    private Datagram datagram(Family family, Advertised service) {
        return Datagram.multicast(link().peer(family, 3), service.response(4500).bytes());
    }

    /** Its D-Bus interface does not tell. */
    private static void requireNotAvahi(String what) {
        Implementation.judged().require(Implementation.judged() != Implementation.AVAHI, what);
    }

    private InetAddress offLink(Family family) {
        return ip(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9");
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
        awaitUpdate(service, event -> event.addresses().contains(service.address().getHostAddress()));
    }

    @Must("14 a link-local address comes with its scope")
    void scope(Family family) {
        Advertised service = new Advertised(link(), 6, "Scope " + count.incrementAndGet(), TYPE);
        service.announce(family);
        awaitUpdate(service, event -> event.addresses().stream().anyMatch(a -> a.matches("fe80:.*6%(eth0|" + lab().host().index("eth0") + ")")));
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
        Advertised service = new Advertised(link(), 7, "Moved " + count.incrementAndGet(), TYPE);
        service.announce(family);
        browser.await(LIMIT, "added", service.instance());
        sleep(2500);
        link().announce(family, 7, Rr.address(service.host(), ip("10.77.0.70"), 120));
        awaitUpdate(
                service,
                event -> event.addresses().contains("10.77.0.70") && !event.addresses().contains("10.77.0.7"));
    }

    @Must("10.2 addresses with the cache-flush bit in two packets within a second are all kept")
    void burst(Family family) {
        requireNotAvahi("more than one address of a family");
        Advertised service = new Advertised(link(), 8, "Burst " + count.incrementAndGet(), TYPE);
        service.announce(family);
        link().announce(family, 8, Rr.address(service.host(), ip("10.77.0.80"), 120));
        awaitUpdate(
                service,
                event -> event.addresses().contains("10.77.0.80") && event.addresses().contains("10.77.0.8"));
        sleep(2500);
        Browser.Event last = browser.events().stream()
                .filter(event -> event.name().equals(service.instance()))
                .reduce((one, two) -> two)
                .orElseThrow();
        verify(last.addresses().contains("10.77.0.8"), "flushed", browser.events());
    }

    @Must("10.1 a service whose PTR got a goodbye is removed")
    void goodbye(Family family) {
        Advertised service = added(family, "Goodbye");
        link().announce(family, 3, service.ptr(0));
        browser.await(LIMIT, "removed", service.instance());
    }

    @Should("10.1 a goodbye takes effect after a second, not before")
    void goodbyeDelay(Family family) {
        Advertised service = added(family, "Delay");
        link().announce(family, 3, service.ptr(0));
        sleep(700);
        verify(browser.events("removed", service.instance()).isEmpty(), "removed at once", browser.events());
        sleep(1600);
        verify(!browser.events("removed", service.instance()).isEmpty(), "not after 2.3 s", browser.events());
    }

    @Must("10.1 a goodbye that is taken back within a second has no effect")
    void goodbyeTakenBack(Family family) {
        Advertised service = added(family, "Back");
        link().announce(family, 3, service.ptr(0));
        sleep(400);
        service.announce(family);
        sleep(2500);
        verify(browser.events("removed", service.instance()).isEmpty(), "removed", browser.events());
    }

    @Must("10.1 a goodbye for something unknown adds nothing")
    void goodbyeUnknown(Family family) {
        Advertised service = next("Unknown");
        Dns response = Dns.response(List.of(service.ptr(0)));
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("11 a response to the group counts, whatever its source address")
    void fromAfar(Family family) {
        Advertised service = next("Afar");
        Datagram datagram = Datagram.multicast(offLink(family), service.response(4500).bytes());
        verifyAdded(datagram, service);
    }

    @Must("11 a response to the group counts with any IP TTL or hop limit")
    void hopLimit(Family family) {
        Advertised service = next("Hops");
        verifyAdded(datagram(family, service).withHopLimit(64), service);
    }

    @Must("6 a response from another port is ignored")
    void otherPort(Family family) {
        Advertised service = next("Port");
        verifyNotAdded(datagram(family, service).fromPort(40_000), service);
    }

    @Must("6 a response by unicast that nobody asked for is ignored")
    void unicast(Family family) {
        Advertised service = next("Unicast");
        Datagram datagram = Datagram.multicast(
                link().routablePeer(family, 3), service.response(4500).bytes());
        verifyNotAdded(datagram.to(link().host(family)), service);
    }

    @Must("11 a response by unicast from off the link is ignored")
    void unicastFromAfar(Family family) {
        Advertised service = next("Far");
        Datagram datagram = Datagram.multicast(offLink(family), service.response(4500).bytes());
        verifyNotAdded(datagram.to(link().host(family)), service);
    }

    @Must("18.3 a response with another opcode is ignored")
    void opcode(Family family) {
        Advertised service = next("Opcode");
        Dns response = service.response(4500);
        response.header().setOpcode(4);
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("18.11 a response with an RCODE is ignored")
    void rcode(Family family) {
        Advertised service = next("Rcode");
        Dns response = service.response(4500);
        response.header().setRcode(3);
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("18.1 the ID of a response is ignored")
    void id(Family family) {
        Advertised service = next("Id");
        byte[] response = service.response(4500).id(815).bytes();
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("18.4 to 18.10 the bits AA, TC, RD, RA, Z, AD and CD of a response are ignored")
    void flags(Family family) {
        Advertised service = next("Flags");
        byte[] response = service.response(4500).bytes();
        response[2] = (byte) 0x83; // without AA, with TC and RD
        response[3] = (byte) 0xf0;
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("6 a record of another class is another record")
    void otherClass(Family family) {
        Advertised service = next("Chaos");
        Record ptr = Record.newRecord(
                service.ptr().getName(), 12, DClass.CHAOS, 4500, service.name().toWire());
        Dns response = Dns.response(List.of(ptr)).additional(service.srv(), service.txt("a=1"), service.a());
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("6 a question in a response is ignored, its records are not")
    void question(Family family) {
        Advertised service = next("Question");
        byte[] response = service.response(4500).ask(Rr.name(TYPE + ".local"), 12).bytes();
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("7.1 known answers of other hosts are not cached")
    void knownAnswer(Family family) {
        Advertised service = next("Hearsay");
        byte[] query = Dns.query()
                .ask(Rr.name(TYPE + ".local"), 12)
                .answer(service.ptr())
                .additional(Rr.plain(service.srv()), Rr.plain(service.txt("a=1")), Rr.plain(service.a()))
                .bytes();
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), query), service);
    }

    @Must("6.1 an NSEC that cannot be understood does not spoil the message")
    void nsec(Family family) {
        Advertised service = next("Nsec");
        Record odd = Record.newRecord(service.host(), 0xeeee, 0x8001, 120, new byte[] {0, 7, 33, 1, 2, 3});
        byte[] response = service.response(4500).additional(odd).bytes();
        replace(response, (byte) 0xee, (byte) 0xee, (byte) 0, (byte) 47); // the tester's codec would not write it
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    private static void replace(byte[] bytes, byte first, byte second, byte newFirst, byte newSecond) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                bytes[i] = newFirst;
                bytes[i + 1] = newSecond;
            }
        }
    }

    @Must("16 a name in letters of other case is the same service")
    void otherCase(Family family) {
        Advertised service = added(family, "Case");
        Name upper = Rr.name(service.instance().toUpperCase(java.util.Locale.ROOT), TYPE + ".local");
        link().announce(family, 3, Rr.ptr(Rr.name(TYPE + ".local"), upper, 4500));
        sleep(1500);
        long added = browser.events().stream()
                .filter(event -> event.kind().equals("added") && event.name().equalsIgnoreCase(service.instance()))
                .count();
        verify(added == 1, "added " + added + " times", browser.events());
    }

    @Must("6763 6.4 of a key that comes twice the first counts; strings without key are ignored")
    void keys(Family family) {
        requireNotAvahi("keys and values");
        Advertised service = next("Keys");
        Dns response = Dns.response(List.of(service.ptr()))
                .additional(service.srv(), service.txt("A=1", "=x", "a=2", "b"), service.a());
        link().send(family, 3, response);
        Browser.Event event = browser.await(LIMIT, "added", service.instance());
        verify(event.txt().equals(List.of("A=1", "b")), "TXT " + event.txt(), event);
    }
}
