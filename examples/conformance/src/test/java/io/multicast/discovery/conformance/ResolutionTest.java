package io.multicast.discovery.conformance;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** A browser that is told part of a service asks for the rest. */
class ResolutionTest extends Scenario {
    private static final String TYPE = "_part._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicInteger count = new AtomicInteger();
    private Browser browser;

    ResolutionTest() {
        super(1);
    }

    @Override
    void play() {
        browser = node().browse(TYPE);
        link().await(0, SOON, frame -> frame.family() == Family.IPV6 && !frame.isResponse());
        sleep(4000);
    }

    private Advertised next(int peer) {
        return new Advertised(link(), peer, "Part " + count.incrementAndGet(), TYPE);
    }

    private Frame awaitQuestion(Family family, long since, Name name, int... types) {
        return link().await(
                        since,
                        LIMIT,
                        frame -> frame.family() == family
                                && !frame.isResponse()
                                && java.util.Arrays.stream(types)
                                        .anyMatch(type -> frame.dns().asks(name, type)));
    }

    @Must("6763 5 after a bare PTR, SRV is asked for; then the address of its host")
    void steps(Family family) {
        Advertised service = next(family == Family.IPV4 ? 4 : 5);
        long at = link().announce(family, 4, service.ptr());
        awaitQuestion(family, at, service.name(), Type.SRV, Type.ANY);
        at = link().announce(family, 4, service.srv(), service.txt("a=1"));
        awaitQuestion(family, at, service.host(), Type.A, Type.AAAA, Type.ANY);
        link().announce(family, 4, service.a(), service.aaaa());
        browser.await(
                LIMIT,
                event -> event.name().equals(service.instance())
                        && event.addresses().contains(service.address().getHostAddress()));
    }

    @Should("6763 12 records that came along are not asked for again")
    void additionals(Family family) {
        Advertised service = next(3);
        long at = service.announce(family);
        browser.await(LIMIT, "added", service.instance());
        sleep(800);
        Traffic asked = link().traffic()
                .queries()
                .since(at)
                .where(frame -> frame.dns().questions().stream()
                        .anyMatch(question -> question.getName().equals(service.name())));
        verify(asked.isEmpty(), "asked", asked);
    }

    @Must("18.14 a compressed target of SRV is understood")
    void compressedTarget(Family family) {
        Advertised service = next(7);
        // the PTR's owner ends in "local" at a place that is known: the SRV's target points there
        Name host = Rr.name("squeezed.local");
        Dns response = Dns.response(List.of(
                service.ptr(),
                Rr.srv(service.name(), 9100, host, 120),
                service.txt("a=1"),
                Rr.address(host, service.address(), 120)));
        byte[] payload = compressTarget(response.bytes(), host);
        link().wire().send(Datagram.multicast(link().peer(family, 7), payload));
        Browser.Event event = browser.await(LIMIT, e -> e.name().equals(service.instance()) && e.port() == 9100);
        verify(event.host().startsWith("squeezed.local"), "host " + event.host(), event);
    }

    /** Replaces "local" at the end of the first name of a host by a pointer to the end of the first name of all. */
    private static byte[] compressTarget(byte[] plain, Name host) {
        byte[] target = host.toWire();
        int at = indexOf(plain, target);
        int local = at + target.length - 7; // 5 "local" 0
        int end = 12 + NAME.length() - 7;
        byte[] result = new byte[plain.length - 5];
        System.arraycopy(plain, 0, result, 0, local);
        result[local] = (byte) (0xc0 | end >> 8);
        result[local + 1] = (byte) end;
        System.arraycopy(plain, local + 7, result, local + 2, plain.length - local - 7);
        int length = at - 8; // RDLENGTH stands before priority, weight and port
        result[length + 1] -= 5;
        // what stands behind has moved, but no pointer leads there: the names of A and TXT point before it
        for (int i = local + 2; i + 1 < result.length; i++) {
            int pointer = (result[i] & 0xff) << 8 | result[i + 1] & 0xff;
            if ((pointer & 0xc000) == 0xc000 && (pointer & 0x3fff) > local) {
                throw new IllegalStateException("a pointer behind the target");
            }
        }
        return result;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not there");
    }

    @Must("5.4 11 a unicast response to a \"QU\" question is taken")
    void unicastAnswer(Family family) {
        try (Starting host = Starting.of(Service.of("x", "_qu._tcp", 1))) {
            Advertised service = new Advertised(host.link(), 3, "By unicast", "_qu._tcp");
            Name type = Rr.name("_qu._tcp.local");
            host.link().wire().react(frame -> {
                if (frame.family() == family
                        && !frame.isResponse()
                        && frame.dns().asks(type, Type.PTR)) {
                    boolean unicast = frame.dns().asksUnicast(type);
                    InetAddress to = unicast ? frame.source() : family.group();
                    InetAddress from =
                            unicast && family == Family.IPV6 && !frame.source().isLinkLocalAddress()
                                    ? host.link().routablePeer(family, 3)
                                    : host.link().peer(family, 3);
                    host.link()
                            .wire()
                            .post(Datagram.multicast(
                                            from, service.response(4500).bytes())
                                    .to(to));
                }
            });
            Browser browsing = host.browse("_qu._tcp");
            browsing.await(SOON, "added", "By unicast");
            Traffic asked = host.link()
                    .traffic()
                    .queries()
                    .of(family)
                    .where(frame -> frame.dns().asks(type, Type.PTR));
            double after = asked.get(0).since(host.link().traffic().get(0).at());
            verify(after >= 0, "before it was asked", asked);
        }
    }

    @Must("11 a unicast response from off the link to a \"QU\" question is ignored")
    void unicastFromAfar(Family family) {
        try (Starting host = Starting.of(Service.of("x", "_qu._tcp", 1))) {
            Advertised service = new Advertised(host.link(), 3, "From afar", "_qu._tcp");
            Name type = Rr.name("_qu._tcp.local");
            InetAddress from = ip(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9");
            host.link().wire().react(frame -> {
                if (frame.family() == family
                        && !frame.isResponse()
                        && frame.dns().asks(type, Type.PTR)) {
                    byte[] response = service.response(4500).bytes();
                    host.link()
                            .wire()
                            .post(Datagram.multicast(from, response)
                                    .to(host.link().host(family)));
                }
            });
            Browser browsing = host.browse("_qu._tcp");
            host.link().await(0, SOON, frame -> frame.family() == family && !frame.isResponse());
            sleep(3000);
            verify(browsing.events().isEmpty(), "taken", browsing.events());
        }
    }

    @Must("18 broken packets do no harm")
    void broken(Family family) {
        java.util.Random random = new java.util.Random(7);
        byte[] whole = next(3).response(4500).bytes();
        for (int i = 0; i < 400; i++) {
            byte[] mutated = java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int j = 0; j < 3 && mutated.length > 12; j++) {
                mutated[12 + random.nextInt(mutated.length - 12)] = (byte) random.nextInt(256);
            }
            link().wire().post(Datagram.multicast(link().peer(family, 4), mutated));
        }
        Advertised service = next(3);
        service.announce(family);
        browser.await(LIMIT, "added", service.instance());
    }
}
