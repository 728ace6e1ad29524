package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.HTTP;
import static io.multicast.discovery.mdns.protocol.Scene.MS;
import static io.multicast.discovery.mdns.protocol.Scene.OTHER;
import static io.multicast.discovery.mdns.protocol.Scene.PEER;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.ask;
import static io.multicast.discovery.mdns.protocol.Scene.askUnicast;
import static io.multicast.discovery.mdns.protocol.Scene.ptr;
import static io.multicast.discovery.mdns.protocol.Scene.query;
import static io.multicast.discovery.mdns.protocol.Scene.queryKnowing;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static io.multicast.discovery.mdns.protocol.Scene.shop;
import static io.multicast.discovery.mdns.protocol.Scene.srv;
import static io.multicast.discovery.mdns.protocol.Scene.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceEvent.Kind;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Nsec;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 6762, sections 5, 7.1, 7.2, 7.3 and 10. */
class QueryingTest {
    private static final DnsName SHOP = HTTP.child("Shop");
    private static final DnsName HOST = DnsName.of("peer", "local");

    private final Scene scene = new Scene(9);

    private List<ServiceEvent> events() {
        return scene.box.events();
    }

    private List<Kind> kinds() {
        return events().stream().map(ServiceEvent::kind).toList();
    }

    /** The queries with a question, as times. */
    private List<Long> asked(DnsName name, int type) {
        return scene.queries().stream()
                .filter(packet -> packet.message().questions().stream()
                        .anyMatch(question -> question.name().equals(name) && question.type() == type))
                .map(Packet::time)
                .toList();
    }

    @Test
    void theFirstQueryComesAfter20To120MillisecondsAndAsksForUnicast() {
        Set<Long> times = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Simulation simulation = new Simulation(seed);
            Host host = simulation.host("box");
            host.browse("_http._tcp");
            host.attach4(1, "lan");
            simulation.run(900 * MS);
            Packet query = simulation.packets().get(0);
            assertThat(simulation.packets()).hasSize(1);
            assertThat(query.message()).isEqualTo(query(askUnicast(HTTP, DnsType.PTR)));
            times.add(query.time() / (20 * MS));
        }
        assertThat(times).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void thenAfterOneTwoFourSecondsUpToAnHour() {
        scene.box.browse("_http._tcp");
        scene.run(20_000 * SECOND);
        List<Long> times = asked(HTTP, DnsType.PTR);
        List<Long> intervals = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            intervals.add((times.get(i) - times.get(i - 1)) / SECOND);
        }
        assertThat(intervals).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 3600L, 3600L);
        assertThat(scene.queries().subList(1, scene.queries().size()))
                .allSatisfy(packet -> assertThat(packet.message().questions()).noneMatch(DnsQuestion::unicastResponse));
    }

    @Test
    void aQuestionOfLaterAsksForMulticast() {
        scene.run(10 * SECOND);
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        assertThat(scene.queries())
                .singleElement()
                .satisfies(packet -> assertThat(packet.message()).isEqualTo(query(ask(HTTP, DnsType.PTR))));
    }

    @Test
    void whereUnicastDoesNotArriveItIsNotAskedFor() {
        scene.box.mdns().setUnicastReachable(false);
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        assertThat(scene.queries().get(0).message()).isEqualTo(query(ask(HTTP, DnsType.PTR)));
    }

    @Test
    void severalQuestionsOfOneTimeGoInOnePacket() {
        scene.box.browse("_http._tcp");
        scene.box.browse("_ipp._tcp");
        scene.box.browse("_ssh._tcp");
        scene.run(10 * SECOND);
        assertThat(scene.queries())
                .hasSize(4)
                .allSatisfy(packet -> assertThat(packet.message().questions()).hasSize(3));
    }

    @Test
    void nobodyAsksAfterTheEnd() {
        Browser browser = scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.simulation.forget();
        browser.close();
        scene.run(1000 * SECOND);
        assertThat(scene.sent()).isEmpty();
    }

    @Test
    void twoWhoAskTheSameAskOnce() {
        Browser first = scene.box.browse("_http._tcp");
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        assertThat(scene.queries()).hasSize(1);
        first.close();
        scene.run(SECOND);
        assertThat(scene.queries()).hasSize(2);
    }

    @Test
    void whatIsKnownIsSaidWithTheRestOfItsTtlAndWithoutCacheFlush() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.send(shop());
        scene.run(SECOND);
        assertThat(scene.queries())
                .extracting(Packet::message)
                .contains(queryKnowing(ask(HTTP, DnsType.PTR), ptr(HTTP, SHOP).withTtl(4499)));
    }

    @Test
    void whatHasLessThanHalfOfItsTtlLeftIsNotSaidToBeKnown() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.send(response(ptr(HTTP, SHOP).withTtl(10)));
        scene.run(5 * SECOND);
        scene.simulation.forget();
        scene.run(3 * SECOND); // the fourth query, 7 s after the first
        assertThat(asked(HTTP, DnsType.PTR)).isNotEmpty();
        assertThat(scene.queries())
                .filteredOn(packet -> packet.message().questions().contains(ask(HTTP, DnsType.PTR)))
                .allSatisfy(packet -> assertThat(packet.message().answers()).isEmpty());
    }

    @Test
    void manyKnownAnswersGoOnInFurtherPackets() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        for (int i = 0; i < 20; i++) {
            List<DnsRecord> pointers = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                pointers.add(ptr(HTTP, HTTP.child("Service with a long name, number " + i + " " + j)));
            }
            scene.send(DnsMessage.response(pointers, List.of()));
        }
        scene.simulation.forget();
        scene.run(SECOND);
        List<Packet> packets = scene.queries().stream()
                .filter(packet -> packet.message().answers().size() > 0)
                .toList();
        assertThat(packets.size()).isGreaterThan(4);
        assertThat(packets.get(0).message().questions()).containsExactly(ask(HTTP, DnsType.PTR));
        for (int i = 0; i < packets.size(); i++) {
            DnsMessage message = packets.get(i).message();
            assertThat(packets.get(i).time()).isEqualTo(packets.get(0).time());
            assertThat(message.isTruncated()).isEqualTo(i < packets.size() - 1);
            assertThat(message.questions()).hasSize(i == 0 ? 1 : 0);
            assertThat(Sizes.of(message)).isLessThanOrEqualTo(1472);
        }
        assertThat(packets.stream()
                        .mapToInt(packet -> packet.message().answers().size())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void anotherHostsSameQuestionCountsAsOwn() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.simulation.forget();
        scene.send(query(ask(HTTP, DnsType.PTR)));
        long heard = scene.simulation.now();
        scene.run(10 * SECOND);
        assertThat(asked(HTTP, DnsType.PTR).get(0) - heard).isEqualTo(2 * SECOND);
    }

    @Test
    void notSoIfItAsksForUnicastOrKnowsMore() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.simulation.forget();
        scene.send(query(askUnicast(HTTP, DnsType.PTR)));
        scene.send(queryKnowing(ask(HTTP, DnsType.PTR), ptr(HTTP, SHOP)));
        scene.run(SECOND);
        assertThat(asked(HTTP, DnsType.PTR)).hasSize(1);
    }

    @Test
    void whatIsMissingOfAServiceIsAskedFor() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.simulation.forget();
        scene.send(response(ptr(HTTP, SHOP)));
        scene.run(150 * MS);
        assertThat(scene.queries())
                .singleElement()
                .satisfies(packet ->
                        assertThat(packet.message()).isEqualTo(query(ask(SHOP, DnsType.SRV), ask(SHOP, DnsType.TXT))));
        scene.send(response(srv(SHOP, 90, HOST), txt(SHOP)));
        scene.run(150 * MS);
        assertThat(scene.queries())
                .hasSize(2)
                .last()
                .satisfies(packet ->
                        assertThat(packet.message()).isEqualTo(query(ask(HOST, DnsType.A), ask(HOST, DnsType.AAAA))));
        assertThat(events()).isEmpty();
        scene.send(response(a(HOST, "10.0.1.200")));
        scene.run(MS);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void whatCameAlongIsNotAskedFor() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.send(shop());
        scene.run(30 * SECOND);
        assertThat(asked(SHOP, DnsType.SRV)).isEmpty();
        assertThat(asked(SHOP, DnsType.TXT)).isEmpty();
        assertThat(asked(HOST, DnsType.A)).isEmpty();
        assertThat(asked(HOST, DnsType.AAAA)).hasSizeLessThanOrEqualTo(3); // nobody said that there is none
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void whatIsDeniedIsNotAskedFor() {
        DnsRecord nsec = DnsRecord.of(HOST, DnsType.NSEC, true, 120, Nsec.of(HOST, List.of(DnsType.A)));
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        scene.send(shop());
        scene.send(response(nsec));
        scene.run(90 * SECOND);
        assertThat(asked(HOST, DnsType.AAAA)).isEmpty();
    }

    @Test
    void recordsAreAskedForAgainBeforeTheyExpireAndThenDropped() {
        scene.box.browse("_http._tcp");
        scene.run(40 * SECOND); // the next regular query is at 64 s
        long told = scene.simulation.now();
        scene.send(DnsMessage.response(
                List.of(ptr(HTTP, SHOP)), List.of(srv(SHOP, 90, HOST).withTtl(10), txt(SHOP), a(HOST, "10.0.1.200"))));
        scene.run(20 * SECOND);
        List<Long> times = asked(SHOP, DnsType.SRV).stream()
                .map(time -> (time - told) / MS)
                .filter(time -> time < 10_000)
                .toList();
        assertThat(times).hasSize(4);
        assertThat(times.get(0)).isBetween(8000L, 8200L);
        assertThat(times.get(1)).isBetween(8500L, 8700L);
        assertThat(times.get(2)).isBetween(9000L, 9200L);
        assertThat(times.get(3)).isBetween(9500L, 9700L);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.REMOVED);
    }

    @Test
    void recordsThatAgeTogetherAreAskedForTogether() {
        scene.box.browse("_http._tcp");
        scene.run(500 * MS);
        for (int i = 0; i < 20; i++) {
            DnsName name = HTTP.child("Shop " + i);
            DnsName host = DnsName.of("peer" + i, "local");
            scene.send(DnsMessage.response(
                    List.of(ptr(HTTP, name)), List.of(srv(name, 90, host), txt(name), a(host, "10.0.1." + (100 + i)))));
            scene.run(20 * MS);
        }
        scene.run(50 * SECOND);
        scene.simulation.forget();
        scene.run(49 * SECOND);
        long packets = scene.queries().stream()
                .filter(packet ->
                        packet.message().questions().stream().anyMatch(question -> question.type() == DnsType.SRV))
                .count();
        assertThat(packets).isBetween(1L, 4L);
    }

    @Test
    void recordsThatNobodyWantsAreNotAskedFor() {
        scene.send(shop());
        scene.run(5000 * SECOND);
        assertThat(scene.sent()).isEmpty();
    }

    @Test
    void whatWasToldBeforeItWasWantedIsThereAtOnce() {
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.box.browse("_http._tcp");
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void goodbyeTakesASecond() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.send(response(ptr(HTTP, SHOP).withTtl(0)));
        scene.run(999 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED);
        scene.run(2 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.REMOVED);
    }

    @Test
    void aRecordThatComesBackWithinThatSecondStays() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.send(response(ptr(HTTP, SHOP).withTtl(0)));
        scene.run(500 * MS);
        scene.send(response(ptr(HTTP, SHOP)));
        scene.run(10 * SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void aUniqueRecordReplacesOlderOnesAfterASecond() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.send(response(a(HOST, "10.0.1.77")));
        scene.run(500 * MS);
        assertThat(events().get(1).instance().addresses()).hasSize(2);
        scene.run(600 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.UPDATED, Kind.UPDATED);
        assertThat(events().get(2).instance().addresses()).containsExactly(Simulation.address("10.0.1.77"));
    }

    @Test
    void recordsOfOneSecondAreOneSet() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(900 * MS);
        scene.send(response(a(HOST, "10.0.1.77")));
        scene.run(30 * SECOND);
        assertThat(events())
                .last()
                .satisfies(event -> assertThat(event.instance().addresses()).hasSize(2));
    }

    @Test
    void recordsWithoutCacheFlushAreAdded() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.send(response(a(HOST, "10.0.1.77").withCacheFlush(false)));
        scene.run(30 * SECOND);
        assertThat(events())
                .last()
                .satisfies(event -> assertThat(event.instance().addresses()).hasSize(2));
    }

    @Test
    void otherAttributesAreAnUpdateAtOnce() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(10 * SECOND);
        scene.send(response(txt(SHOP, "a=2")));
        scene.run(MS);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.UPDATED);
        assertThat(events().get(1).instance().txt().get("a")).isEqualTo("2");
        scene.run(10 * SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.UPDATED);
    }

    @Test
    void whatOthersAskForInVainTwiceIsDroppedAfterTenSeconds() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(40 * SECOND);
        scene.simulation.forget();
        scene.send(query(ask(HTTP, DnsType.PTR)));
        scene.run(SECOND);
        scene.send(query(ask(HTTP, DnsType.PTR)));
        scene.run(9900 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED);
        scene.run(200 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.REMOVED);
        assertThat(scene.sent()).isEmpty(); // no query of its own to make sure
    }

    @Test
    void notSoIfItIsAnsweredOrKnownOrAskedForByUnicast() {
        scene.box.browse("_http._tcp");
        scene.send(shop());
        scene.run(40 * SECOND);
        for (int i = 0; i < 2; i++) {
            scene.send(query(ask(HTTP, DnsType.PTR)));
            scene.run(SECOND);
        }
        scene.send(OTHER, response(ptr(HTTP, SHOP)));
        for (int i = 0; i < 3; i++) {
            scene.send(queryKnowing(ask(HTTP, DnsType.PTR), ptr(HTTP, SHOP)));
            scene.send(query(askUnicast(HTTP, DnsType.PTR)));
            scene.run(SECOND);
        }
        scene.run(15 * SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void aServiceThatIsNoMoreWhereItsPointerLeadsIsAskedForTwiceThenForgotten() {
        scene.box.browse("_http._tcp");
        scene.run(4000 * SECOND); // regular queries are an hour apart
        scene.send(shop());
        scene.run(SECOND);
        scene.simulation.forget();
        scene.run(118_900 * MS);
        assertThat(kinds()).containsExactly(Kind.ADDED);
        scene.simulation.forget();
        scene.run(12 * SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.REMOVED);
        assertThat(asked(HTTP, DnsType.PTR).size()).isGreaterThanOrEqualTo(2);
        assertThat(scene.queries())
                .allSatisfy(packet -> assertThat(packet.message().answers()).isEmpty());
        scene.simulation.forget();
        scene.run(60 * SECOND);
        assertThat(asked(SHOP, DnsType.SRV)).isEmpty(); // the pointer is gone, too
    }

    @Test
    void unicastAnswersCountForWhatWasAskedForByUnicastOnly() {
        scene.box.browse("_http._tcp");
        scene.run(150 * MS);
        scene.sendUnicast(PEER, response(a(HOST, "10.0.1.200")));
        scene.sendUnicast(PEER, shop());
        scene.run(MS);
        assertThat(kinds()).containsExactly(Kind.ADDED);
        scene.run(3 * SECOND);
        scene.sendUnicast(PEER, response(txt(SHOP, "a=2"))); // nobody asked
        scene.run(SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void responsesFromAnotherPortAreIgnored() {
        scene.box.browse("_http._tcp");
        scene.run(150 * MS);
        scene.send(new InetSocketAddress(PEER.getAddress(), 5354), shop());
        scene.run(SECOND);
        assertThat(events()).isEmpty();
    }

    @Test
    void responsesFromAnotherSubnetToTheGroupAreTaken() {
        scene.box.browse("_http._tcp");
        scene.send(new InetSocketAddress(Simulation.address("192.168.9.9"), 5353), shop());
        scene.run(SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void responsesWithAQuestionAnIdOrOtherBitsAreTaken() {
        DnsMessage odd = new DnsMessage(
                4711,
                DnsMessage.QR | DnsMessage.TC | 0x70,
                List.of(ask(HTTP, DnsType.PTR)),
                shop().answers(),
                List.of(),
                shop().additionals());
        scene.box.browse("_http._tcp");
        scene.send(odd);
        scene.run(SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
    }

    @Test
    void knownAnswersOfOthersAreNotLearnt() {
        scene.box.browse("_http._tcp");
        scene.send(DnsMessage.query(List.of(ask(HTTP, DnsType.PTR)), shop().answers()));
        scene.run(SECOND);
        assertThat(asked(SHOP, DnsType.SRV)).isEmpty();
    }

    @Test
    void aServiceOfThisHostIsFoundHereToo() {
        scene.box.browse("_http._tcp");
        Published orders = scene.box.register("Orders", 80);
        scene.run(5 * SECOND);
        assertThat(kinds()).containsExactly(Kind.ADDED);
        assertThat(scene.queries().stream()
                        .filter(packet -> !packet.isProbe())
                        .flatMap(packet -> packet.message().questions().stream())
                        .map(DnsQuestion::type))
                .containsOnly(DnsType.PTR);
        orders.withdraw();
        scene.run(MS);
        assertThat(kinds()).containsExactly(Kind.ADDED, Kind.REMOVED);
    }

    @Test
    void subtypesAreFoundUnderTheirTypesName() {
        scene.box.browse("_shop._sub._http._tcp");
        scene.send(DnsMessage.response(
                List.of(ptr(DnsName.of("_shop", "_sub", "_http", "_tcp", "local"), SHOP)),
                List.of(srv(SHOP, 90, HOST), txt(SHOP), a(HOST, "10.0.1.200"))));
        scene.run(SECOND);
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.instance().type()).hasToString("_http._tcp"));
    }

    @Test
    void theCacheIsBoundedAndTheNewestStay() {
        for (int i = 0; i < 10_000; i++) {
            scene.send(response(a(DnsName.of("host" + i, "local"), "10.0.1.9")));
        }
        scene.run(SECOND);
        List<Object> found = new ArrayList<>();
        scene.box.mdns().resolveHost(DnsName.of("host9999", "local"), found::add);
        scene.box.mdns().resolveHost(DnsName.of("host0", "local"), found::add);
        scene.run(SECOND);
        assertThat(found).hasSize(1);
    }
}
