package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** While the host probes for a name, another says that it has it. */
@Execution(ExecutionMode.CONCURRENT)
class ProbeConflictTest {
    private static final Service SERVICE =
            Service.of("Printer", "_conflict._tcp", 8080).withTxt("a=1");
    private static final Name HOST = Rr.name("machine1.local");

    private static void verifyRenamed(Starting host, Family family) {
        Frame announced = host.awaitAnnounced(family);
        Name name = host.announced(announced).orElseThrow().getName();
        verify(
                !name.equals(SERVICE.name()),
                "the name was not given up",
                host.link().traffic());
        verify(
                host.namesTried().size() == 2,
                "names tried: " + host.namesTried(),
                host.link().traffic());
        verify(
                host.probes(family, name).before(announced.at()).size() == 3,
                "not probed anew",
                host.link().traffic());
    }

    private static void verifyKept(Starting host, Family family) {
        Frame announced = host.awaitAnnounced(family);
        Name name = host.announced(announced).orElseThrow().getName();
        verify(name.equals(SERVICE.name()), "renamed to " + name, host.link().traffic());
        verify(host.probes(family, name).size() == 3, "probed anew", host.link().traffic());
    }

    @Must("8.1 9 a name that another defends is given up for one other, which is probed for and announced")
    void defended(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.defend(family, SERVICE.name(), host.otherSrv(1)).start();
            verifyRenamed(host, family);
            host.watch(3000);
            verify(
                    host.namesTried().size() == 2,
                    "names tried: " + host.namesTried(),
                    host.link().traffic());
        }
    }

    @Must("8.1 a conflict after the third probe counts until 250 ms are over")
    void late(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.atProbe(family, SERVICE.name(), 2, Dns.response(List.of(host.otherSrv(1))))
                    .start();
            verifyRenamed(host, family);
        }
    }

    @Must("8.1 any record of the name is a conflict, whatever its type")
    void otherRecordType(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Dns reply = Dns.response(List.of(Rr.hinfo(SERVICE.name(), 120)));
            host.atProbe(family, SERVICE.name(), 1, reply).start();
            verifyRenamed(host, family);
        }
    }

    @Must("8.1 16 a conflict in letters of other case counts")
    void otherCase(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Record srv = Rr.srv(Rr.name("pRINTER", "_Conflict._tcp.LOCAL"), 1, Rr.name("other.local"), 120);
            host.atProbe(family, SERVICE.name(), 1, Dns.response(List.of(srv))).start();
            verifyRenamed(host, family);
        }
    }

    @Must("9 a record in the Additional section is a conflict too")
    void additional(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Record ptr = Rr.ptr(SERVICE.typeName(), SERVICE.name(), 4500);
            Dns reply = Dns.response(List.of(ptr)).additional(host.otherSrv(1));
            host.atProbe(family, SERVICE.name(), 1, reply).start();
            verifyRenamed(host, family);
        }
    }

    @Must("8.1 5.4 a unicast response to a \"QU\" probe is a conflict as well")
    void byUnicast(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.link().wire().react(frame -> {
                if (frame.family() == family && frame.isProbe() && frame.dns().probes(SERVICE.name())) {
                    boolean unicast = frame.dns().asksUnicast(SERVICE.name());
                    InetAddress to = unicast ? frame.source() : family.group();
                    byte[] reply = Dns.response(List.of(host.otherSrv(1))).bytes();
                    host.link()
                            .wire()
                            .post(Datagram.multicast(host.link().peer(family, 5), reply)
                                    .to(to));
                }
            });
            host.start();
            verifyRenamed(host, family);
        }
    }

    @Must("8.1 a conflict seen before the first probe is ignored")
    void early(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.link().announce(family, 5, host.otherSrv(1));
            host.start();
            verifyKept(host, family);
        }
    }

    @Must("9 the same records at another host are no conflict")
    void identical(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.react(
                            family,
                            frame -> frame.isProbe() && frame.dns().probes(SERVICE.name()),
                            (frame, count) -> Optional.of(Dns.response(frame.dns().authorities().stream()
                                    .filter(record -> record.getName().equals(SERVICE.name()))
                                    .map(Rr::flushed)
                                    .toList())))
                    .start();
            verifyKept(host, family);
        }
    }

    @Must("6 a response from another port is no conflict")
    void otherPort(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.link().wire().react(frame -> {
                if (frame.family() == family && frame.isProbe() && frame.dns().probes(SERVICE.name())) {
                    byte[] reply = Dns.response(List.of(host.otherSrv(1))).bytes();
                    host.link()
                            .wire()
                            .post(Datagram.multicast(host.link().peer(family, 5), reply)
                                    .fromPort(40_000));
                }
            });
            host.start();
            verifyKept(host, family);
        }
    }

    @Must("8.1 names of others are no conflict")
    void otherName(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Record other = Rr.srv(Rr.name("Printer 2", "_conflict._tcp.local"), 1, Rr.name("other.local"), 120);
            host.atProbe(family, SERVICE.name(), 1, Dns.response(List.of(other)))
                    .start();
            verifyKept(host, family);
        }
    }

    @Must("8.1 the host name is given up as well, and SRV names the new one")
    void hostName(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            // by the address of a third host: the host's own are no conflict
            Record address = Rr.address(HOST, host.link().routablePeer(family, 5), 120);
            host.defend(family, HOST, address).start();
            Name target =
                    host.announced(host.awaitAnnounced(family)).orElseThrow().getTarget();
            verify(
                    !target.equals(HOST),
                    "the name was not given up",
                    host.link().traffic());
            Traffic probes = host.probes(family, target);
            verify(
                    probes.size() == 3,
                    "the new one was not probed for",
                    host.link().traffic());
            verify(
                    host.namesTried().size() == 1,
                    "the service was renamed too",
                    host.link().traffic());
        }
    }

    @Must("8.1 no question is answered with records that are still probed for")
    void notAnswered(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.atProbe(family, SERVICE.name(), 1, Dns.query().ask(SERVICE.name(), Type.SRV))
                    .start();
            Frame announced = host.awaitAnnounced(family);
            Frame third = host.probes(family, SERVICE.name()).get(2);
            verify(
                    announced.since(third.at()) > 150,
                    "answered while it probed",
                    host.link().traffic());
        }
    }
}
