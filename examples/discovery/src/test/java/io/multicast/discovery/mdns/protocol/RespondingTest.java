package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.BOX;
import static io.multicast.discovery.mdns.protocol.Scene.HTTP;
import static io.multicast.discovery.mdns.protocol.Scene.MS;
import static io.multicast.discovery.mdns.protocol.Scene.ORDERS;
import static io.multicast.discovery.mdns.protocol.Scene.OTHER;
import static io.multicast.discovery.mdns.protocol.Scene.PEER;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.ask;
import static io.multicast.discovery.mdns.protocol.Scene.askUnicast;
import static io.multicast.discovery.mdns.protocol.Scene.probe;
import static io.multicast.discovery.mdns.protocol.Scene.ptr;
import static io.multicast.discovery.mdns.protocol.Scene.query;
import static io.multicast.discovery.mdns.protocol.Scene.queryKnowing;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static io.multicast.discovery.mdns.protocol.Scene.srv;
import static io.multicast.discovery.mdns.protocol.Scene.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Nsec;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6762, sections 5.4, 5.5, 6, 7 and 11; RFC 6763, section 12. */
class RespondingTest {
    private static final DnsRecord POINTER = ptr(HTTP, ORDERS);
    private static final DnsRecord SRV = srv(ORDERS, 80, BOX);
    private static final DnsRecord TXT = txt(ORDERS, "path=/x");
    private static final DnsRecord ADDRESS = a(BOX, "10.0.1.1");

    private final Scene scene = Scene.withOrders(5);
    private final long start = scene.simulation.now();

    private static DnsRecord nsec(DnsName name, long ttl, Integer... types) {
        return DnsRecord.of(name, DnsType.NSEC, true, ttl, Nsec.of(name, List.of(types)));
    }

    private Packet only() {
        assertThat(scene.responses()).hasSize(1);
        return scene.responses().get(0);
    }

    private long delay(Packet packet) {
        return (packet.time() - start) / MS;
    }

    @Test
    void aSharedRecordIsAnsweredAfter20To120MillisecondsWithAllThatIsNeeded() {
        scene.send(query(ask(HTTP, DnsType.PTR)));
        scene.run(5 * SECOND);
        Packet answer = only();
        assertThat(delay(answer)).isBetween(20L, 120L);
        assertThat(answer.isMulticast()).isTrue();
        assertThat(answer.message().flags()).isEqualTo(DnsMessage.QR | DnsMessage.AA);
        assertThat(answer.message().id()).isZero();
        assertThat(answer.message().questions()).isEmpty();
        assertThat(answer.message().answers()).containsExactly(POINTER);
        assertThat(answer.message().additionals()).containsExactly(SRV, TXT, ADDRESS, nsec(BOX, 120, DnsType.A));
    }

    @Test
    void theDelayIsUniform() {
        int early = 0;
        for (int seed = 0; seed < 200; seed++) {
            Scene one = Scene.withOrders(seed);
            long asked = one.simulation.now();
            one.send(query(ask(HTTP, DnsType.PTR)));
            one.run(SECOND);
            early += one.responses().get(0).time() - asked < 70 * MS ? 1 : 0;
        }
        assertThat(early).isBetween(70, 130);
    }

    @Test
    void uniqueRecordsAreAnsweredAtOnce() {
        scene.send(query(ask(ORDERS, DnsType.SRV)));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isZero();
        assertThat(only().message().answers()).containsExactly(SRV);
        assertThat(only().message().additionals()).containsExactly(ADDRESS, nsec(BOX, 120, DnsType.A));
    }

    @Test
    void severalQuestionsAreAnsweredInOnePacketAfterADelay() {
        scene.send(query(ask(ORDERS, DnsType.SRV), ask(ORDERS, DnsType.TXT), ask(HTTP, DnsType.PTR)));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isBetween(20L, 120L);
        assertThat(only().message().answers()).containsExactlyInAnyOrder(SRV, TXT, POINTER);
    }

    @Test
    void questionsThatAreNotForUsDoNotHinderOthers() {
        scene.send(query(ask(DnsName.of("other", "local"), DnsType.A), ask(ORDERS, DnsType.TXT)));
        scene.run(5 * SECOND);
        assertThat(only().message().answers()).containsExactly(TXT);
    }

    @Test
    void namesAreComparedWithoutCase() {
        scene.send(query(ask(DnsName.of("oRdErS", "_HTTP", "_tcp", "LOCAL"), DnsType.TXT)));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactly(TXT);
    }

    @Test
    void anyTypeIsAnsweredByAllRecords() {
        scene.send(query(ask(ORDERS, DnsType.ANY)));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactlyInAnyOrder(SRV, TXT);
    }

    @Test
    void anyClassIsAnsweredAnotherIsNot() {
        scene.send(query(new DnsQuestion(ORDERS, DnsType.TXT, 3, false)));
        scene.run(5 * SECOND);
        assertThat(scene.responses()).isEmpty();
        scene.send(query(new DnsQuestion(ORDERS, DnsType.TXT, DnsType.CLASS_ANY, false)));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactly(TXT);
    }

    @Test
    void theListOfTypesIsAnswered() {
        DnsName types = DnsName.of("_services", "_dns-sd", "_udp", "local");
        scene.send(query(ask(types, DnsType.PTR)));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactly(ptr(types, HTTP));
    }

    @Test
    void reverseMappingsAreAnswered() {
        DnsName reverse = DnsName.of("1", "1", "0", "10", "in-addr", "arpa");
        scene.send(query(ask(reverse, DnsType.PTR)));
        scene.run(SECOND);
        assertThat(delay(only())).isZero();
        assertThat(only().message().answers())
                .containsExactly(DnsRecord.of(
                        reverse, DnsType.PTR, true, 120, ptr(reverse, BOX).data()));
    }

    @Test
    void whatAnOwnNameDoesNotHaveIsDenied() {
        scene.send(query(ask(BOX, DnsType.AAAA)));
        scene.send(query(ask(ORDERS, DnsType.A)));
        scene.send(query(ask(ORDERS, 13)));
        scene.run(SECOND);
        assertThat(scene.responses().stream().flatMap(packet -> packet.message().answers().stream()))
                .contains(nsec(BOX, 120, DnsType.A), nsec(ORDERS, 120, DnsType.SRV, DnsType.TXT))
                .allMatch(record -> record.type() == DnsType.NSEC);
        assertThat(delay(scene.responses().get(0))).isZero();
    }

    @Test
    void whatIsNotOurNameIsNotDenied() {
        scene.send(query(ask(HTTP, DnsType.A)));
        scene.send(query(ask(HTTP.child("Nobody"), DnsType.SRV)));
        scene.send(query(ask(ORDERS, 300)));
        scene.run(5 * SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void aKnownAnswerIsNotGivenAgain() {
        scene.send(queryKnowing(ask(HTTP, DnsType.PTR), POINTER.withTtl(2250)));
        scene.run(5 * SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void aKnownAnswerIsGivenAgainWhenLessThanHalfOfItsTtlIsLeft() {
        scene.send(queryKnowing(ask(HTTP, DnsType.PTR), POINTER.withTtl(2249)));
        scene.run(5 * SECOND);
        assertThat(only().message().answers()).containsExactly(POINTER);
    }

    @Test
    void aKnownAnswerWithOtherDataIsNone() {
        scene.send(queryKnowing(ask(HTTP, DnsType.PTR), ptr(HTTP, HTTP.child("Shop"))));
        scene.run(5 * SECOND);
        assertThat(only().message().answers()).containsExactly(POINTER);
    }

    @Test
    void aSetOfWhichAPartIsKnownIsGivenAsAWhole() {
        scene.box.attach(
                1,
                "lan",
                new LocalAddress(Simulation.address("10.0.1.1"), 24),
                new LocalAddress(Simulation.address("10.0.1.111"), 24));
        scene.run(200 * SECOND);
        scene.simulation.forget();
        scene.send(queryKnowing(ask(BOX, DnsType.A), ADDRESS.withCacheFlush(false)));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactlyInAnyOrder(ADDRESS, a(BOX, "10.0.1.111"));
    }

    private static DnsMessage truncated(DnsMessage query) {
        return query.withFlags(DnsMessage.TC);
    }

    @Test
    void aQueryThatGoesOnIsAnsweredAfter400To500Milliseconds() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isBetween(400L, 500L);
        assertThat(only().message().answers()).containsExactly(POINTER);
    }

    @Test
    void knownAnswersOfLaterPacketsCount() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        scene.run(100 * MS);
        scene.send(DnsMessage.query(List.of(), List.of(POINTER)));
        scene.run(5 * SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void knownAnswersOfAnotherHostDoNot() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        scene.run(100 * MS);
        scene.send(OTHER, DnsMessage.query(List.of(), List.of(POINTER)));
        scene.run(5 * SECOND);
        assertThat(only().message().answers()).containsExactly(POINTER);
    }

    @Test
    void whatAnotherHostWaitsForIsAnsweredAllTheSame() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        scene.send(OTHER, query(ask(HTTP, DnsType.PTR)));
        scene.send(DnsMessage.query(List.of(), List.of(POINTER)));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isBetween(20L, 120L);
    }

    @Test
    void theDelayGrowsWithFurtherPacketsThatGoOn() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        scene.run(300 * MS);
        scene.send(truncated(DnsMessage.query(List.of(), List.of(ptr(HTTP, HTTP.child("Shop"))))));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isBetween(700L, 800L);
    }

    @Test
    void nobodyHoldsAnAnswerBackForEver() {
        scene.send(truncated(query(ask(HTTP, DnsType.PTR))));
        for (int i = 0; i < 100; i++) {
            scene.run(300 * MS);
            scene.send(truncated(DnsMessage.query(List.of(), List.of(ptr(HTTP, HTTP.child("Shop"))))));
        }
        assertThat(scene.responses()).isNotEmpty();
    }

    @Test
    void answersThatGoOutAboutTheSameTimeGoInOnePacket() {
        for (int seed = 0; seed < 50; seed++) {
            Scene one = Scene.withOrders(seed);
            one.send(query(ask(HTTP, DnsType.PTR)));
            one.run(15 * MS);
            one.send(OTHER, query(ask(DnsName.of("_services", "_dns-sd", "_udp", "local"), DnsType.PTR)));
            one.run(SECOND);
            assertThat(one.responses()).hasSize(1);
        }
    }

    @Test
    void anAnswerGivenByAnotherHostIsNotGivenAgain() {
        DnsName types = DnsName.of("_services", "_dns-sd", "_udp", "local");
        scene.send(query(ask(types, DnsType.PTR)));
        scene.run(10 * MS);
        scene.send(OTHER, response(ptr(types, HTTP)));
        scene.run(5 * SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void anAnswerGivenByAnotherHostWithASmallerTtlIs() {
        DnsName types = DnsName.of("_services", "_dns-sd", "_udp", "local");
        scene.send(query(ask(types, DnsType.PTR)));
        scene.run(10 * MS);
        scene.send(OTHER, response(ptr(types, HTTP).withTtl(4000)));
        scene.run(5 * SECOND);
        assertThat(only().message().answers()).containsExactly(ptr(types, HTTP));
    }

    @Test
    void noRecordIsMulticastTwiceWithinASecond() {
        List<Packet> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            scene.send(query(ask(ORDERS, DnsType.SRV)));
            scene.send(query(ask(HTTP, DnsType.PTR)));
            scene.send(query(ask(BOX, DnsType.A)));
            scene.send(query(ask(BOX, DnsType.AAAA)));
            scene.run(25 * MS);
        }
        all.addAll(scene.responses());
        for (DnsRecord record : List.of(SRV, POINTER, ADDRESS, TXT, nsec(BOX, 120, DnsType.A))) {
            List<Long> times = all.stream()
                    .filter(packet -> packet.message().answers().contains(record)
                            || packet.message().additionals().contains(record))
                    .map(Packet::time)
                    .toList();
            assertThat(times).hasSizeBetween(1, 11);
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(SECOND);
            }
        }
    }

    @Test
    void whoAsksWithinASecondIsAnsweredOnceThatIsOver() {
        scene.send(query(ask(ORDERS, DnsType.SRV)));
        scene.run(300 * MS);
        scene.simulation.forget();
        scene.send(OTHER, query(ask(ORDERS, DnsType.SRV)));
        scene.run(5 * SECOND);
        assertThat(delay(only())).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProbeForAnOwnNameIsAnsweredAtOnce(boolean unicast) {
        scene.send(probe(ORDERS, unicast, srv(ORDERS, 81, BOX).withCacheFlush(false)));
        scene.run(100 * MS);
        assertThat(scene.responses()).allMatch(packet -> delay(packet) == 0);
        assertThat(scene.responses())
                .filteredOn(packet -> packet.isMulticast() != unicast)
                .singleElement()
                .satisfies(packet -> assertThat(packet.message().answers()).containsExactlyInAnyOrder(SRV, TXT));
    }

    @Test
    void aProbeForMulticastIsAnsweredThoughTheRecordWasMulticast400MillisecondsAgo() {
        scene.send(query(ask(ORDERS, DnsType.ANY)));
        scene.run(400 * MS);
        scene.simulation.forget();
        scene.send(probe(ORDERS, false, srv(ORDERS, 81, BOX).withCacheFlush(false)));
        scene.run(MS);
        assertThat(only().message().answers()).containsExactlyInAnyOrder(SRV, TXT);
    }

    @Test
    void theSecondProbeIsAnswered250MillisecondsAfterTheFirst() {
        scene.send(probe(ORDERS, false, srv(ORDERS, 81, BOX).withCacheFlush(false)));
        scene.run(100 * MS);
        scene.send(probe(ORDERS, false, srv(ORDERS, 81, BOX).withCacheFlush(false)));
        scene.run(SECOND);
        assertThat(scene.responses()).extracting(this::delay).containsExactly(0L, 250L);
    }

    @Test
    void aQuestionForUnicastIsAnsweredByUnicastIfTheRecordWasMulticastLately() {
        scene.send(query(ask(HTTP, DnsType.PTR)));
        scene.run(10 * SECOND);
        scene.simulation.forget();
        long asked = scene.simulation.now();
        scene.send(query(askUnicast(HTTP, DnsType.PTR)).withId(77));
        scene.run(SECOND);
        Packet answer = only();
        assertThat(answer.recipient()).isEqualTo(PEER);
        assertThat(answer.time() - asked).isBetween(20 * MS, 120 * MS);
        assertThat(answer.message().id()).isEqualTo(77);
        assertThat(answer.message().questions()).isEmpty();
        assertThat(answer.message().answers()).containsExactly(POINTER);
        assertThat(answer.message().additionals()).contains(SRV, TXT, ADDRESS);
    }

    @Test
    void otherwiseByMulticast() { // 200 s ago, more than a quarter of SRV's 120 s, less than one of TXT's 4500 s
        scene.send(query(askUnicast(ORDERS, DnsType.SRV), askUnicast(ORDERS, DnsType.TXT)));
        scene.run(SECOND);
        assertThat(scene.responses())
                .filteredOn(Packet::isMulticast)
                .singleElement()
                .satisfies(packet -> assertThat(packet.message().answers()).containsExactly(SRV));
        assertThat(scene.responses())
                .filteredOn(packet -> !packet.isMulticast())
                .singleElement()
                .satisfies(packet -> assertThat(packet.message().answers()).containsExactly(TXT));
    }

    @Test
    void aQuestionForUnicastFromAnotherSubnetIsAnsweredByMulticast() {
        scene.send(
                new InetSocketAddress(Simulation.address("192.168.9.9"), 5353), query(askUnicast(ORDERS, DnsType.TXT)));
        scene.run(SECOND);
        assertThat(only().isMulticast()).isTrue();
    }

    @Test
    void aQuerySentToThisHostAloneIsAnsweredAsOneForUnicast() {
        scene.sendUnicast(PEER, query(ask(ORDERS, DnsType.TXT)));
        scene.run(SECOND);
        assertThat(only().recipient()).isEqualTo(PEER);
    }

    @Test
    void aQuerySentToThisHostAloneFromAnotherSubnetIsNotAnswered() {
        scene.sendUnicast(
                new InetSocketAddress(Simulation.address("192.168.9.9"), 5353), query(ask(ORDERS, DnsType.TXT)));
        scene.sendUnicast(
                new InetSocketAddress(Simulation.address("192.168.9.9"), 4000), query(ask(ORDERS, DnsType.TXT)));
        scene.send(new InetSocketAddress(Simulation.address("192.168.9.9"), 4000), query(ask(ORDERS, DnsType.TXT)));
        scene.run(SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void aSimpleResolverIsAnsweredAsByAUnicastServer() {
        InetSocketAddress resolver = new InetSocketAddress(PEER.getAddress(), 40000);
        DnsMessage question = query(ask(HTTP, DnsType.PTR)).withId(4711).withFlags(DnsMessage.RD);
        scene.send(resolver, question);
        scene.run(SECOND);
        Packet answer = only();
        assertThat(answer.recipient()).isEqualTo(resolver);
        assertThat(answer.message().id()).isEqualTo(4711);
        assertThat(answer.message().flags()).isEqualTo(DnsMessage.QR | DnsMessage.AA);
        assertThat(answer.message().questions()).containsExactly(ask(HTTP, DnsType.PTR));
        assertThat(answer.message().answers()).containsExactly(POINTER.withTtl(10));
        assertThat(answer.message().additionals())
                .isNotEmpty()
                .allMatch(record -> record.ttl() <= 10 && !record.cacheFlush());
    }

    @Test
    void simpleResolversOfOneHostAreAnsweredEach() {
        for (int id = 1; id <= 5; id++) {
            scene.send(
                    new InetSocketAddress(PEER.getAddress(), 40000),
                    query(ask(BOX, DnsType.A)).withId(id));
        }
        scene.run(SECOND);
        assertThat(scene.responses())
                .extracting(packet -> packet.message().id())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void queriesWithAnotherOpcodeOrAnErrorAreIgnored() {
        scene.send(query(ask(ORDERS, DnsType.TXT)).withFlags(4 << 11));
        scene.send(query(ask(ORDERS, DnsType.TXT)).withFlags(3));
        scene.run(SECOND);
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void bitsThatSayNothingHereAreIgnored() {
        scene.send(query(ask(ORDERS, DnsType.TXT)).withFlags(DnsMessage.AA | DnsMessage.RD | DnsMessage.RA | 0x70));
        scene.run(SECOND);
        assertThat(only().message().answers()).containsExactly(TXT);
    }

    @Test
    void nothingIsAnsweredForOthersThoughItIsKnown() {
        scene.box.browse("_http._tcp");
        scene.send(Scene.shop());
        scene.run(30 * SECOND);
        scene.simulation.forget();
        scene.send(query(ask(HTTP.child("Shop"), DnsType.SRV)));
        scene.send(query(ask(HTTP, DnsType.PTR)));
        scene.run(SECOND);
        assertThat(scene.responses())
                .allSatisfy(packet -> assertThat(packet.message().answers()).containsExactly(POINTER));
    }

    @Test
    void unicastAnswersAreBounded() {
        for (int i = 0; i < 4000; i++) {
            InetSocketAddress resolver = new InetSocketAddress(PEER.getAddress(), 10_000 + i % 50_000);
            scene.send(resolver, query(ask(HTTP, DnsType.PTR)).withId(i));
            if (i % 20 == 0) {
                scene.run(MS);
            }
        }
        assertThat(scene.responses().size()).isBetween(100, 200);
    }
}
