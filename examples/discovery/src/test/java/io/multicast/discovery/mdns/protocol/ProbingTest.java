package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.BOX;
import static io.multicast.discovery.mdns.protocol.Scene.HTTP;
import static io.multicast.discovery.mdns.protocol.Scene.MS;
import static io.multicast.discovery.mdns.protocol.Scene.ORDERS;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.aaaa;
import static io.multicast.discovery.mdns.protocol.Scene.ask;
import static io.multicast.discovery.mdns.protocol.Scene.millis;
import static io.multicast.discovery.mdns.protocol.Scene.probe;
import static io.multicast.discovery.mdns.protocol.Scene.query;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static io.multicast.discovery.mdns.protocol.Scene.srv;
import static io.multicast.discovery.mdns.protocol.Scene.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 6762, sections 8.1, 8.2 and 9. */
class ProbingTest {
    private final Scene scene = new Scene(7);

    @Test
    void threeProbesOfHostAndServiceInOnePacket250MillisecondsApart() {
        scene.box.register("Orders", 80, "path=/x");
        scene.run(10 * SECOND);
        List<Packet> probes = scene.probes();
        assertThat(probes).hasSize(3);
        assertThat(probes.get(1).time() - probes.get(0).time()).isEqualTo(250 * MS);
        assertThat(probes.get(2).time() - probes.get(1).time()).isEqualTo(250 * MS);
        for (Packet probe : probes) {
            assertThat(probe.isMulticast()).isTrue();
            assertThat(probe.message().id()).isZero();
            assertThat(probe.message().flags()).isZero();
            assertThat(probe.message().answers()).isEmpty();
            assertThat(probe.message().questions())
                    .containsExactly(
                            DnsQuestion.of(BOX, DnsType.ANY).withUnicastResponse(true),
                            DnsQuestion.of(ORDERS, DnsType.ANY).withUnicastResponse(true));
            assertThat(probe.message().authorities())
                    .containsExactlyInAnyOrder(
                            a(BOX, "10.0.1.1").withCacheFlush(false),
                            srv(ORDERS, 80, BOX).withCacheFlush(false),
                            txt(ORDERS, "path=/x").withCacheFlush(false));
        }
    }

    @Test
    void announcedAtTheEarliest250MillisecondsAfterTheThirdProbe() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        assertThat(scene.responses().get(0).time() - scene.probes().get(2).time())
                .isEqualTo(250 * MS);
        assertThat(scene.box.log()).containsExactly("registered Orders");
    }

    @Test
    void theFirstProbeComesAtRandomWithin250Milliseconds() {
        Set<Long> times = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Scene one = new Scene(seed);
            one.box.register("Orders", 80);
            one.run(SECOND);
            times.add(one.probes().get(0).time() / (25 * MS));
        }
        assertThat(times).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void aServiceRegisteredLaterIsProbedForAlone() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        scene.box.register("Shop", 81);
        scene.run(10 * SECOND);
        assertThat(scene.probes())
                .hasSize(3)
                .allSatisfy(probe -> assertThat(probe.message().questions())
                        .extracting(DnsQuestion::name)
                        .containsExactly(HTTP.child("Shop")));
    }

    @Test
    void withoutUnicastReceptionProbesAskForMulticast() {
        scene.box.mdns().setUnicastReachable(false);
        scene.box.register("Orders", 80);
        scene.run(SECOND);
        assertThat(scene.probes())
                .allSatisfy(probe -> assertThat(probe.message().questions()).noneMatch(DnsQuestion::unicastResponse));
    }

    @Test
    void nothingIsAnsweredWhileProbing() {
        scene.box.register("Orders", 80);
        scene.run(500 * MS);
        for (DnsName name : List.of(BOX, ORDERS, HTTP)) {
            scene.send(query(ask(name, DnsType.ANY)));
        }
        scene.run(100 * MS);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void ofManyServicesAsManyAsFitArePackedInAProbe() {
        for (int i = 0; i < 100; i++) {
            scene.box.register("Service number " + i, 80, "path=/" + i);
        }
        scene.run(10 * SECOND);
        assertThat(scene.probes())
                .hasSizeBetween(3, 3 * 14)
                .allSatisfy(probe -> assertThat(Sizes.of(probe.message())).isLessThanOrEqualTo(1472));
        assertThat(scene.box.log()).hasSize(100);
    }

    @Test
    void aConflictingResponseWhileProbingMeansTheNextName() {
        for (int probes = 1; probes <= 3; probes++) {
            Scene one = new Scene(probes);
            one.box.register("Orders", 80);
            while (one.probes().size() < probes) {
                one.run(10 * MS);
            }
            one.run(200 * MS);
            one.send(response(srv(ORDERS, 81, DnsName.of("other", "local"))));
            one.run(5 * SECOND);
            assertThat(one.box.log()).containsExactly("renamed Orders (2)", "registered Orders (2)");
        }
    }

    @Test
    void aRecordOfAnyTypeUnderTheNameIsAConflict() {
        scene.box.register("Orders", 80);
        scene.run(400 * MS);
        scene.send(response(aaaa(BOX, "fd00::9")));
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("host box-2.local", "registered Orders");
        assertThat(scene.responses())
                .last()
                .satisfies(last ->
                        assertThat(last.message().answers()).contains(srv(ORDERS, 80, DnsName.of("box-2", "local"))));
    }

    @Test
    void namesAreComparedWithoutCaseInConflicts() {
        scene.box.register("Orders", 80);
        scene.run(400 * MS);
        scene.send(response(srv(DnsName.of("oRDERS", "_HTTP", "_tcp", "LOCAL"), 81, DnsName.of("other", "local"))));
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("renamed Orders (2)", "registered Orders (2)");
    }

    @Test
    void aConflictInAnySectionCountsAlsoByUnicastAndBesideAQuestion() {
        DnsRecord theirs = srv(ORDERS, 81, DnsName.of("other", "local"));
        List<DnsMessage> messages = List.of(
                DnsMessage.response(List.of(), List.of(theirs)),
                new DnsMessage(0, DnsMessage.QR | DnsMessage.AA, List.of(), List.of(), List.of(theirs), List.of()),
                new DnsMessage(
                        0,
                        DnsMessage.QR | DnsMessage.AA,
                        List.of(ask(ORDERS, DnsType.ANY)),
                        List.of(theirs),
                        List.of(),
                        List.of()));
        for (DnsMessage message : messages) {
            Scene one = new Scene(3);
            one.box.register("Orders", 80);
            one.run(400 * MS);
            one.send(message);
            one.run(5 * SECOND);
            assertThat(one.box.log()).contains("renamed Orders (2)");
        }
        scene.box.register("Orders", 80);
        scene.run(400 * MS);
        scene.sendUnicast(Scene.PEER, response(theirs));
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).contains("renamed Orders (2)");
    }

    @Test
    void whatIsNoConflict() {
        DnsName other = DnsName.of("other", "local");
        DnsMessage theirs = response(srv(ORDERS, 81, other));
        scene.box.register("Orders", 80, "path=/x");
        scene.send(theirs); // before the first probe
        scene.run(260 * MS);
        scene.send(response(srv(ORDERS, 80, BOX), a(BOX, "10.0.1.1"))); // the same
        scene.send(response(srv(ORDERS, 81, other).withTtl(0))); // a goodbye
        scene.send(new InetSocketAddress(Scene.PEER.getAddress(), 5354), theirs); // not from port 5353
        scene.send(theirs.withFlags(theirs.flags() | 5)); // an error
        scene.send(theirs.withFlags(theirs.flags() | DnsMessage.UPDATE << 11)); // another opcode
        scene.sendUnicast(new InetSocketAddress(Simulation.address("192.0.2.1"), 5353), theirs); // not of the link
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("registered Orders");
    }

    @Test
    void whoseRecordsComeFirstWaitsASecondAndProbesAgain() {
        scene.box.register("Orders", 80);
        scene.run(260 * MS);
        DnsRecord better = srv(ORDERS, 81, BOX).withCacheFlush(false);
        scene.send(probe(ORDERS, true, better, txt(ORDERS).withCacheFlush(false)));
        long lost = scene.simulation.now();
        scene.simulation.forget();
        scene.run(5 * SECOND);
        List<Packet> again = scene.simulation.packets(packet -> packet.isProbe()
                && packet.message().questions().stream()
                        .anyMatch(question -> question.name().equals(ORDERS)));
        assertThat(again).filteredOn(packet -> packet.sender() == scene.box).hasSize(3);
        assertThat(millis(again.stream()
                                .filter(packet -> packet.sender() == scene.box)
                                .findFirst()
                                .orElseThrow()
                                .time()
                        - lost))
                .isEqualTo(1000);
        assertThat(scene.box.log()).containsExactly("registered Orders");
    }

    @Test
    void theWinnersOwnResponsesDecideAfterTheWait() {
        scene.box.register("Orders", 80);
        scene.run(260 * MS);
        scene.send(probe(ORDERS, true, srv(ORDERS, 81, BOX).withCacheFlush(false)));
        scene.run(700 * MS);
        scene.send(response(srv(ORDERS, 81, BOX))); // its announcement, before the own first probe
        assertThat(scene.box.log()).isEmpty();
        scene.run(400 * MS);
        scene.send(response(srv(ORDERS, 81, BOX))); // its answer to the probe
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("renamed Orders (2)", "registered Orders (2)");
    }

    @Test
    void whoseRecordsComeLastGoesOn() {
        scene.box.register("Orders", 80);
        scene.run(260 * MS);
        scene.send(probe(
                ORDERS,
                true,
                srv(ORDERS, 79, BOX).withCacheFlush(false),
                txt(ORDERS).withCacheFlush(false)));
        scene.run(SECOND);
        assertThat(scene.probes()).hasSize(3);
        assertThat(scene.box.log()).containsExactly("registered Orders");
    }

    @Test
    void tiesAreDecidedByClassThenTypeThenData() {
        List<DnsRecord> ours = List.of(srv(ORDERS, 80, BOX), txt(ORDERS, "b"));
        assertThat(Tie.compare(ours, ours)).isZero();
        assertThat(Tie.compare(
                        ours, List.of(txt(ORDERS, "b"), srv(ORDERS, 80, BOX).withCacheFlush(false))))
                .isZero();
        assertThat(Tie.compare(ours, List.of(a(ORDERS, "255.255.255.255")))).isPositive(); // TXT is 16, A is 1
        assertThat(Tie.compare(List.of(a(BOX, "169.254.99.200")), List.of(a(BOX, "169.254.200.50"))))
                .isNegative(); // the RFC's own example: unsigned
        assertThat(Tie.compare(ours, List.of(txt(ORDERS, "b")))).isPositive(); // has more records
        assertThat(Tie.compare(List.of(txt(ORDERS, "b")), List.of(txt(ORDERS, "b", "c"))))
                .isNegative(); // data that ends first
        DnsRecord otherClass =
                new DnsRecord(ORDERS, DnsType.A, 2, false, 120, ours.get(0).data());
        assertThat(Tie.compare(List.of(txt(ORDERS, "z")), List.of(otherClass))).isNegative();
    }

    @Test
    void afterFifteenConflictsInTenSecondsAttemptsAreFiveSecondsApart() {
        scene.box.register("Orders", 80);
        List<Long> attempts = new ArrayList<>();
        for (int step = 0; step < 60_000 / 10; step++) {
            scene.run(10 * MS);
            for (Packet probe : scene.probes()) {
                for (DnsQuestion question : probe.message().questions()) {
                    if (!question.name().equals(BOX)) {
                        attempts.add(probe.time());
                        scene.send(response(srv(question.name(), 81, DnsName.of("other", "local"))));
                    }
                }
            }
            scene.simulation.forget();
        }
        assertThat(attempts).hasSizeBetween(24, 28);
        for (int i = 15; i < attempts.size(); i++) {
            assertThat(attempts.get(i) - attempts.get(i - 1)).isGreaterThanOrEqualTo(5 * SECOND);
        }
        assertThat(scene.box.log()).contains("renamed Orders (15)");
    }

    @Test
    void aConflictAfterAnnouncingLeadsBackToProbingAndTheLoserIsRenamed() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        scene.send(response(srv(ORDERS, 81, DnsName.of("other", "local"))));
        scene.run(300 * MS);
        assertThat(scene.probes())
                .isNotEmpty()
                .allSatisfy(probe -> assertThat(probe.message().questions())
                        .extracting(DnsQuestion::name)
                        .containsExactly(ORDERS));
        scene.send(response(srv(ORDERS, 81, DnsName.of("other", "local"))));
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("registered Orders", "renamed Orders (2)", "registered Orders (2)");
        assertThat(scene.responses())
                .noneSatisfy(packet -> assertThat(packet.message().answers())
                        .anyMatch(record -> record.ttl() == 0)); // a goodbye would take the other's pointer
    }

    @Test
    void whoDoesNotDefendItselfAfterAConflictLosesTheName() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        scene.send(response(a(BOX, "10.0.1.77")));
        scene.run(5 * SECOND);
        assertThat(scene.probes()).hasSize(3);
        assertThat(scene.responses()).hasSize(2);
        assertThat(scene.box.log()).containsExactly("registered Orders");
    }

    @Test
    void aConflictOfTheHostAfterAnnouncingRenamesItAndItsServicesFollow() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        for (int i = 0; i < 2; i++) {
            scene.send(response(a(BOX, "10.0.1.77")));
            scene.run(300 * MS);
        }
        scene.run(5 * SECOND);
        assertThat(scene.box.log()).containsExactly("registered Orders", "host box-2.local");
        DnsName next = DnsName.of("box-2", "local");
        assertThat(scene.responses())
                .first()
                .satisfies(packet ->
                        assertThat(packet.message().answers()).contains(a(next, "10.0.1.1"), srv(ORDERS, 80, next)));
    }

    @Test
    void twoOfOneNameInOneProcessAreToldApartAtOnce() {
        scene.box.register("Orders", 80);
        scene.box.register("Orders", 81);
        scene.run(SECOND);
        assertThat(scene.box.log()).containsExactly("renamed Orders (2)", "registered Orders", "registered Orders (2)");
    }

    @Test
    void aNameThatIsNotUnderstoodIsNoConflict() {
        scene.box.register("Orders", 80);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        scene.send(response(srv(HTTP.child("Order"), 81, BOX), srv(ORDERS.child("x"), 81, BOX)));
        scene.run(SECOND);
        assertThat(scene.sent()).isEmpty();
    }
}
