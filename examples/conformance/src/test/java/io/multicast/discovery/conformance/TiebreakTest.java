package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import io.multicast.netty.testing.Ip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** While the host probes for a name, another probes for the same. The other's records come later or earlier. */
@Execution(ExecutionMode.CONCURRENT)
class TiebreakTest {
    // its records in order: TXT (16) with the bytes 03 "a=1", then SRV (33) with port 8080
    private static final Service SERVICE =
            Service.of("Rival", "_tie._tcp", 8080).withTxt("a=1");
    private static final Name HOST = Rr.name("machine1.local");

    /** Answers the first probe of the host with one for the same name, whose records are made from the host's. */
    private static Starting against(Family family, UnaryOperator<List<Record>> rival) {
        Starting host = Starting.of(SERVICE);
        host.react(
                        family,
                        frame -> frame.isProbe() && frame.dns().probes(SERVICE.name()),
                        (frame, count) -> count > 0 ? Optional.empty() : Optional.of(probe(frame, rival)))
                .start();
        return host;
    }

    private static Dns probe(Frame frame, UnaryOperator<List<Record>> rival) {
        List<Record> own = new ArrayList<>(Dns.choose(frame.dns().authorities(), SERVICE.name(), Type.ANY));
        Dns probe = Dns.query().askUnicast(SERVICE.name(), Type.ANY);
        rival.apply(own).forEach(probe::authority);
        return probe;
    }

    private static List<Record> with(List<Record> records, Record other) {
        List<Record> result = new ArrayList<>(records);
        result.replaceAll(record -> record.getType() == other.getType() ? other : record);
        return result;
    }

    private static Record srv(List<Record> own, int port, Name host) {
        SRVRecord srv = (SRVRecord) Dns.choose(own, SERVICE.name(), Type.SRV).get(0);
        return Rr.plain(Rr.srv(SERVICE.name(), port, host == null ? srv.getTarget() : host, 120));
    }

    private static Record txt(String... strings) {
        return Rr.plain(Rr.txt(SERVICE.name(), 4500, strings));
    }

    private static List<Record> withPort(List<Record> own, int port) {
        return with(own, srv(own, port, null));
    }

    /** It waits a second, then probes for the same name again, unopposed. */
    private static void verifyLost(Starting host, Family family) {
        try (host) {
            Frame announced = host.awaitAnnounced(family);
            Name name = host.announced(announced).orElseThrow().getName();
            verify(
                    name.equals(SERVICE.name()),
                    "renamed to " + name,
                    host.link().traffic());
            Traffic probes = host.probes(family, SERVICE.name());
            verify(probes.size() > 1, "no second probe", host.link().traffic());
            double wait = probes.gaps().get(0);
            verify(wait >= 1000 - Scenario.JITTER, "next probe after " + wait + " ms", probes);
            verify(wait <= 1400, "next probe after " + wait + " ms", probes);
            verify(probes.size() == 4, "not three probes after the wait", probes);
        }
    }

    /** It goes on as if nothing had been. */
    private static void verifyWon(Starting host, Family family) {
        try (host) {
            Frame announced = host.awaitAnnounced(family);
            Name name = host.announced(announced).orElseThrow().getName();
            verify(
                    name.equals(SERVICE.name()),
                    "renamed to " + name,
                    host.link().traffic());
            Traffic probes = host.probes(family, SERVICE.name());
            verify(probes.size() == 3, probes.size() + " probes", probes);
            verify(probes.gaps().stream().allMatch(gap -> gap < 400), "gaps " + probes.gaps(), probes);
        }
    }

    @Must("8.2 against later data the host waits a second and probes again")
    void later(Family family) {
        verifyLost(against(family, own -> withPort(own, 8081)), family);
    }

    @Must("8.2 against earlier data the host goes on")
    void earlier(Family family) {
        verifyWon(against(family, own -> withPort(own, 8079)), family);
    }

    @Must("8.2 against the same data the host goes on")
    void same(Family family) {
        verifyWon(against(family, own -> own), family);
    }

    @Must("8.2 bytes are compared without sign: 0x80 is later than 0x7f")
    void unsigned(Family family) {
        verifyLost(against(family, own -> withPort(own, 0x80_00)), family);
    }

    @Must("8.2 records are sorted before they are compared: TXT comes before SRV")
    void sorted(Family family) {
        // TXT decides for the rival, although its SRV is earlier and stands first
        verifyLost(
                against(family, own -> {
                    List<Record> rival = with(withPort(own, 1), txt("b=1"));
                    rival.sort(Collections.reverseOrder(java.util.Comparator.comparing(Record::getType)));
                    return rival;
                }),
                family);
    }

    @Must("8.2 the earlier type decides: an earlier TXT loses in spite of a later SRV")
    void typeFirst(Family family) {
        verifyWon(against(family, own -> with(withPort(own, 9999), txt("a=0"))), family);
    }

    @Must("8.2 a rival whose first record has a later type is later")
    void laterType(Family family) {
        verifyLost(against(family, own -> List.of(srv(own, 1, null))), family);
    }

    @Must("8.2 a rival that runs out of records first is earlier")
    void fewerRecords(Family family) {
        verifyWon(against(family, own -> List.of(txt("a=1"))), family);
    }

    @Must("8.2 a rival with more records is later")
    void moreRecords(Family family) {
        verifyLost(
                against(family, own -> {
                    List<Record> rival = new ArrayList<>(own);
                    rival.add(srv(own, 8081, null));
                    return rival;
                }),
                family);
    }

    @Must("8.2 data that runs out first is earlier")
    void shorterData(Family family) {
        verifyWon(against(family, own -> with(own, srv(own, 8080, Rr.name("machine0.local")))), family);
    }

    @Must("8.2 names in the data are compared uncompressed")
    void uncompressed(Family family) {
        verifyLost(against(family, own -> with(own, srv(own, 8080, Rr.name("machine2.local")))), family);
    }

    @Must("8.2 the host name is fought for in the same way: against a later address the host waits a second")
    void hostName(Family family) {
        Starting host = Starting.of(SERVICE);
        Record later = Rr.plain(Rr.address(HOST, Ip.ip("10.77.0.200"), 120));
        host.react(
                family,
                frame -> frame.isProbe() && frame.dns().probes(HOST),
                (frame, count) -> count > 0
                        ? Optional.empty()
                        : Optional.of(Dns.query().askUnicast(HOST, Type.ANY).authority(later)));
        host.start();
        try (host) {
            Frame announced = host.awaitAnnounced(family);
            Name target = host.announced(announced).orElseThrow().getTarget();
            verify(target.equals(HOST), "renamed to " + target, host.link().traffic());
            Traffic probes = host.probes(family, HOST);
            double wait = probes.gaps().get(0);
            verify(wait >= 1000 - Scenario.JITTER && wait <= 1400, "next probe after " + wait + " ms", probes);
        }
    }

    @Must("8.2 a lost tie and a defender in the next round: the name is given up")
    void lostForGood(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.react(
                            family,
                            frame -> frame.isProbe() && frame.dns().probes(SERVICE.name()),
                            (frame, count) -> Optional.of(
                                    count == 0
                                            ? probe(frame, own -> withPort(own, 8081))
                                            : Dns.response(List.of(host.otherSrv(8081)))))
                    .start();
            Name name =
                    host.announced(host.awaitAnnounced(family)).orElseThrow().getName();
            verify(
                    !name.equals(SERVICE.name()),
                    "the name was not given up",
                    host.link().traffic());
            verify(
                    host.namesTried().size() == 2,
                    "names tried: " + host.namesTried(),
                    host.link().traffic());
        }
    }
}
