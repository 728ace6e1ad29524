package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** A conflict after the names have been announced. */
@Execution(ExecutionMode.CONCURRENT)
class ConflictTest {
    private static final Service SERVICE =
            Service.of("Late", "_late._tcp", 8080).withTxt("a=1");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Established established(Starting host) {
        host.start();
        return Established.await(host.link(), host.registration());
    }

    /** It probes for the name anew, and, unopposed, announces it anew. */
    private static void verifyProbed(Starting host, Family family, long since, Name name, int type) {
        Frame probe = host.link()
                .await(
                        since,
                        LIMIT,
                        frame -> frame.family() == family
                                && frame.isProbe()
                                && frame.dns().probes(name));
        verify(
                probe.since(since) <= 400,
                "first probe after " + probe.since(since) + " ms",
                host.link().traffic());
        Frame announced =
                host.link().await(since, LIMIT, frame -> frame.family() == family && announces(frame, name, type));
        int probes =
                host.probes(family, name).since(since).before(announced.at()).size();
        verify(
                probes == 3,
                probes + " probes before the announcement",
                host.link().traffic());
    }

    private static boolean announces(Frame frame, Name name, int type) {
        return frame.isResponse()
                && frame.isMulticast()
                && frame.dns().answers(name, type).stream().anyMatch(record -> record.getTTL() > 0);
    }

    @Must("9 an SRV with other data resets the name to probing; unopposed, it is kept")
    void srv(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            long at = host.link().announce(family, 5, host.otherSrv(1));
            verifyProbed(host, family, at, service.name(), Type.SRV);
        }
    }

    @Must("9 a TXT with other data resets the name to probing")
    void txt(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            long at = host.link().announce(family, 5, Rr.txt(service.name(), 4500, "a=2"));
            verifyProbed(host, family, at, service.name(), Type.TXT);
        }
    }

    @Must("9 a conflicting record in the Additional section resets the name to probing")
    void additional(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            Dns response = Dns.response(List.of(Rr.ptr(Rr.name("_x._tcp.local"), service.name(), 4500)))
                    .additional(host.otherSrv(1));
            long at = host.link().send(family, 5, response);
            verifyProbed(host, family, at, service.name(), Type.SRV);
        }
    }

    @Must("9 16 a conflict in letters of other case resets the name to probing")
    void otherCase(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            Name name = Rr.name("lATE", "_Late._tcp.LOCAL");
            long at = host.link().announce(family, 5, Rr.srv(name, 1, Rr.name("other.local"), 120));
            verifyProbed(host, family, at, service.name(), Type.SRV);
        }
    }

    @Must("9 an address with other data resets the host name to probing; unopposed, it is kept")
    void address(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            Record other = Rr.address(service.hostName(), host.link().routablePeer(family, 5), 120);
            long at = host.link().announce(family, 5, other);
            verifyProbed(host, family, at, service.hostName(), family == Family.IPV4 ? Type.A : Type.AAAA);
        }
    }

    @Must("9 the loser of a later conflict gives the name up for one other")
    void defended(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.defend(family, service.name(), host.otherSrv(1));
            long at = host.link().announce(family, 5, host.otherSrv(1));
            Frame announced = host.link()
                    .await(
                            at,
                            LIMIT,
                            frame -> frame.family() == family
                                    && host.announced(frame).isPresent());
            Name name = host.announced(announced).orElseThrow().getName();
            verify(
                    !name.equals(service.name()),
                    "the name was not given up",
                    host.link().traffic());
            verify(
                    host.probes(family, name).size() == 3,
                    "not probed for the new one",
                    host.link().traffic());
            host.watch(2500);
            verify(
                    host.namesTried().size() == 2,
                    "names tried: " + host.namesTried(),
                    host.link().traffic());
            long later = host.link().send(family, Dns.query().ask(service.name(), Type.SRV));
            host.watch(500);
            Traffic answers = host.link().traffic().responses().since(later);
            verify(answers.isEmpty(), "answered for the old name", answers);
        }
    }

    @Must("9 the user learns the new name")
    void told(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.defend(family, service.name(), host.otherSrv(1));
            long at = host.link().announce(family, 5, host.otherSrv(1));
            Frame announced = host.link()
                    .await(
                            at,
                            LIMIT,
                            frame -> frame.family() == family
                                    && host.announced(frame).isPresent());
            String label = Rr.label(host.announced(announced).orElseThrow().getName(), 0);
            host.watch(500);
            verify(
                    host.registration().renamed().equals(List.of(label)),
                    "not told",
                    host.registration().events());
        }
    }

    @Must("9 the loser of a later conflict about the host name gives it up, and SRV names the new one")
    void hostDefended(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            Record other = Rr.address(service.hostName(), host.link().routablePeer(family, 5), 120);
            host.defend(family, service.hostName(), other);
            long at = host.link().announce(family, 5, other);
            Frame announced = host.link()
                    .await(
                            at,
                            LIMIT,
                            frame -> frame.family() == family
                                    && host.announced(frame)
                                            .filter(srv -> !srv.getTarget().equals(service.hostName()))
                                            .isPresent());
            SRVRecord srv = host.announced(announced).orElseThrow();
            verify(
                    srv.getName().equals(service.name()),
                    "the service was renamed",
                    host.link().traffic());
            verify(
                    host.probes(family, srv.getTarget()).size() == 3,
                    "not probed for",
                    host.link().traffic());
        }
    }

    @Must("9 14 a conflict seen by one family makes the name new for both")
    void bothFamilies(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            Established service = established(host);
            host.defend(family, service.name(), host.otherSrv(1));
            long at = host.link().announce(family, 5, host.otherSrv(1));
            for (Family each : Family.values()) {
                Frame announced = host.link()
                        .await(
                                at,
                                LIMIT,
                                frame -> frame.family() == each
                                        && host.announced(frame)
                                                .filter(srv -> !srv.getName().equals(service.name()))
                                                .isPresent());
                verify(announced.isMulticast(), "not by multicast", announced);
            }
        }
    }
}
