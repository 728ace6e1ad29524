package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;
import static io.multicast.netty.testing.Ip.ip;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import io.multicast.netty.testing.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Addresses, interfaces and the host's name change while a service is registered. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkChangeTest {
    private static final Service SERVICE =
            Service.of("Mobile", "_mobile._tcp", 8080).withTxt("a=1");
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static String extra(Family family) {
        return family == Family.IPV4 ? "10.77.0.77" : "fd77::77";
    }

    private static Established established(Starting host) {
        host.start();
        return Established.await(host.link(), host.registration());
    }

    private static void change(Starting host, String verb, Family family) {
        String prefix = family == Family.IPV4 ? "/24" : "/64 nodad";
        host.lab().host().ip("addr " + verb + " " + extra(family) + prefix.replace(" nodad", "") + " dev eth0");
    }

    private static Frame awaitAnswer(Starting host, Family family, long since, Record wanted) {
        return host.link()
                .await(
                        since,
                        LIMIT,
                        frame -> frame.family() == family
                                && frame.isResponse()
                                && frame.dns().answers().stream()
                                        .anyMatch(record -> record.getTTL() > 0 && Rr.same(record, wanted)));
    }

    @Must("8.4 a new address is announced")
    void added(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            long at = Starting.now();
            change(host, "add", family);
            Frame announced = awaitAnswer(host, family, at, Rr.address(service.hostName(), ip(extra(family)), 1));
            verify(
                    announced.dns().answersWith(service.address(family)),
                    "without the old one",
                    host.link().traffic());
            verify(
                    announced.since(at) < 1500,
                    "after " + announced.since(at) + " ms",
                    host.link().traffic());
        }
    }

    @Should("8.4 a new address is announced within a second")
    void addedSoon(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            long at = Starting.now();
            change(host, "add", family);
            double after = awaitAnswer(host, family, at, Rr.address(service.hostName(), ip(extra(family)), 1))
                    .since(at);
            verify(after <= 1000, "after " + after + " ms", host.link().traffic());
        }
    }

    @Must("8.4 when an address is gone, the others are announced, or a goodbye for it")
    void removed(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            change(host, "add", family);
            Established service = established(host);
            Record gone = Rr.address(service.hostName(), ip(extra(family)), 1);
            long at = Starting.now();
            change(host, "del", family);
            host.link()
                    .await(
                            at,
                            LIMIT,
                            frame -> frame.family() == family
                                    && frame.isResponse()
                                    && tells(frame, gone, service.address(family)));
            host.watch(2500);
            Traffic with = host.link()
                    .traffic()
                    .responses()
                    .since(at + 1_000_000_000)
                    .where(frame -> frame.dns().records().stream()
                            .anyMatch(record -> record.getTTL() > 0 && Rr.same(record, gone)));
            verify(with.isEmpty(), "still announced", with);
        }
    }

    private static boolean tells(Frame frame, Record gone, Record stays) {
        return frame.dns().answers().stream().anyMatch(record -> record.getTTL() == 0 && Rr.same(record, gone))
                || frame.dns().answersWith(stays) && !frame.dns().contains(gone);
    }

    @Must("8 10.2 when the interface was taken down and up, the names are probed for and announced anew")
    void downAndUp(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.lab().host().ip("link set eth0 down");
            host.watch(1500);
            long at = Starting.now();
            host.lab().up(0);
            Frame announced = awaitAnswer(host, family, at, service.srv());
            int probes = host.probes(family, service.name())
                    .since(at)
                    .before(announced.at())
                    .size();
            verify(
                    probes == 3,
                    probes + " probes before it was announced",
                    host.link().traffic());
        }
    }

    @Must("8 10.2 when the link comes back, the names are probed for and announced anew")
    void replugged(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.lab().unplug(0);
            host.watch(1500);
            long at = Starting.now();
            host.lab().replug(0);
            Frame announced = awaitAnswer(host, family, at, service.srv());
            int probes = host.probes(family, service.name())
                    .since(at)
                    .before(announced.at())
                    .size();
            verify(
                    probes == 3,
                    probes + " probes before it was announced",
                    host.link().traffic());
        }
    }

    @Must("8 when an interface was deleted and made anew, the service is there again, probed for")
    void recreated(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.lab().delete(0);
            host.watch(1500);
            long at = Starting.now();
            host.lab().recreate(0);
            Frame announced = awaitAnswer(host, family, at, service.srv());
            int probes = host.probes(family, service.name())
                    .since(at)
                    .before(announced.at())
                    .size();
            verify(
                    probes == 3,
                    probes + " probes before it was announced",
                    host.link().traffic());
            host.watch(1200);
            long asked = host.link().send(family, Dns.query().ask(SERVICE.typeName(), Type.PTR));
            awaitAnswer(host, family, asked, service.ptr());
        }
    }

    @Should("8 back within 1.3 s after an interface was made anew")
    void recreatedSoon() {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.lab().delete(0);
            host.watch(1500);
            host.lab().recreate(0);
            long at = Starting.now();
            double after = awaitAnswer(host, Family.IPV4, 0, service.srv()).since(at);
            verify(after <= 1300, "after " + after + " ms", host.link().traffic());
        }
    }

    @Must("8 a service is probed for and announced on an interface that comes new")
    void plugged(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            Link added = host.lab().add();
            Frame announced = added.await(
                    0, LIMIT, frame -> frame.family() == family && Established.isAnnouncement(frame, service.name()));
            Traffic probes = added.traffic()
                    .of(family)
                    .probes()
                    .where(frame -> frame.dns().probes(service.name()));
            verify(probes.before(announced.at()).size() == 3, "not probed for", added.traffic());
            verify(
                    announced.dns().contains(Rr.address(service.hostName(), added.host(family), 1))
                            && !announced.dns().contains(service.address(family)),
                    "wrong addresses",
                    added.traffic());
        }
    }

    @Must("8 10.1 a change on one link is none on the other")
    void otherLinkUnmoved(Family family) {
        try (Starting host = Starting.of(SERVICE, 2)) {
            established(host);
            host.watch(1500);
            long at = Starting.now();
            host.lab().unplug(1);
            host.watch(700);
            host.lab().replug(1);
            host.watch(2500);
            Traffic sent = host.link().traffic().fromHost().of(family).since(at);
            verify(sent.probes().isEmpty(), "probed anew on the other link", sent);
        }
    }

    @Should("8.4 a new name of the host is probed for and announced, and SRV names it")
    void hostRenamed(Family family) {
        Implementation.judged().require(Implementation.judged() == Implementation.OURS, "host name to follow");
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            long at = Starting.now();
            long pid = host.registration().program().pid();
            Program.run(List.of("nsenter", "--target", Long.toString(pid), "--uts", "hostname", "machine9"), "");
            Name name = Rr.name("machine9.local");
            Frame announced = awaitAnswer(host, family, at, Rr.srv(service.name(), 8080, name, 120));
            verify(
                    announced.since(at) <= 2100,
                    "after " + announced.since(at) + " ms",
                    host.link().traffic());
            Traffic probes = host.probes(family, name).before(announced.at());
            verify(
                    probes.size() == 3,
                    probes.size() + " probes for it",
                    host.link().traffic());
        }
    }
}
