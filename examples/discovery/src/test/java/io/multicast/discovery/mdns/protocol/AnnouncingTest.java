package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.BOX;
import static io.multicast.discovery.mdns.protocol.Scene.HTTP;
import static io.multicast.discovery.mdns.protocol.Scene.MS;
import static io.multicast.discovery.mdns.protocol.Scene.ORDERS;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.aaaa;
import static io.multicast.discovery.mdns.protocol.Scene.ptr;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static io.multicast.discovery.mdns.protocol.Scene.srv;
import static io.multicast.discovery.mdns.protocol.Scene.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6762, sections 6.6, 8.3, 8.4, 10.1 and 10.2; RFC 6763, sections 6, 7.1 and 9. */
class AnnouncingTest {
    private static final DnsName REVERSE = DnsName.of("1", "1", "0", "10", "in-addr", "arpa");

    private final Scene scene = new Scene(11);

    private Published announced(String... txt) {
        Published orders = scene.box.register("Orders", 80, txt);
        scene.run(200 * SECOND);
        scene.simulation.forget();
        return orders;
    }

    @Test
    void allRecordsAreAnnouncedTwiceOneSecondApartThenNeverAgain() {
        scene.box.register(
                Service.of("Orders", "_http._tcp", 80).withSubtype("_shop").withTxt(TxtAttributes.of("path=/x")));
        scene.run(86_400 * SECOND);
        List<Packet> announcements = scene.responses();
        assertThat(announcements).hasSize(2);
        assertThat(announcements.get(1).time() - announcements.get(0).time()).isEqualTo(SECOND);
        for (Packet announcement : announcements) {
            DnsMessage message = announcement.message();
            assertThat(announcement.isMulticast()).isTrue();
            assertThat(message.id()).isZero();
            assertThat(message.flags()).isEqualTo(DnsMessage.QR | DnsMessage.AA);
            assertThat(message.questions()).isEmpty();
            assertThat(message.answers())
                    .containsExactlyInAnyOrder(
                            a(BOX, "10.0.1.1"),
                            DnsRecord.of(
                                    REVERSE, 12, true, 120, ptr(REVERSE, BOX).data()),
                            ptr(HTTP, ORDERS),
                            srv(ORDERS, 80, BOX),
                            txt(ORDERS, "path=/x"),
                            ptr(DnsName.of("_shop", "_sub", "_http", "_tcp", "local"), ORDERS),
                            ptr(DnsName.of("_services", "_dns-sd", "_udp", "local"), HTTP));
        }
    }

    @Test
    void aServiceWithoutAttributesHasATxtRecordOfOneEmptyString() {
        scene.box.register("Orders", 80);
        scene.run(5 * SECOND);
        assertThat(scene.responses().get(0).message().answers())
                .filteredOn(record -> record.type() == 16)
                .singleElement()
                .satisfies(record -> assertThat(record.data().toBytes()).containsExactly(0));
    }

    @Test
    void manyServicesAreAnnouncedInFewPackets() {
        for (int i = 0; i < 100; i++) {
            scene.box.register("Service number " + i, 80, "path=/" + i);
        }
        scene.run(10 * SECOND);
        assertThat(scene.responses())
                .hasSizeLessThan(2 * 12)
                .allSatisfy(packet -> assertThat(Sizes.of(packet.message())).isLessThanOrEqualTo(1472));
    }

    @Test
    void otherAttributesAreAnnouncedWithoutProbingOrGoodbye() {
        Published orders = announced("a=1");
        orders.update(TxtAttributes.of("a=2"));
        scene.run(10 * SECOND);
        assertThat(scene.probes()).isEmpty();
        assertThat(scene.responses())
                .hasSize(2)
                .allSatisfy(packet -> assertThat(packet.message().answers()).containsExactly(txt(ORDERS, "a=2")));
        assertThat(scene.responses().get(1).time() - scene.responses().get(0).time())
                .isEqualTo(SECOND);
    }

    @Test
    void attributesThatChangeMoreThanTenTimesAMinuteWait() {
        Published orders = announced();
        for (int i = 1; i <= 100; i++) {
            orders.update(TxtAttributes.of("a=" + i));
            scene.run(100 * MS);
        }
        assertThat(scene.responses()).hasSizeLessThanOrEqualTo(20);
        scene.run(60 * SECOND);
        assertThat(scene.responses())
                .last()
                .satisfies(packet -> assertThat(packet.message().answers()).containsExactly(txt(ORDERS, "a=100")));
    }

    @Test
    void anotherAddressIsAnnouncedWithAllOfItsKind() {
        announced();
        scene.box.attach(
                1,
                "lan",
                new LocalAddress(Simulation.address("10.0.1.1"), 24),
                new LocalAddress(Simulation.address("10.0.1.111"), 24));
        scene.run(10 * SECOND);
        assertThat(scene.probes()).isEmpty();
        assertThat(scene.responses())
                .hasSize(2)
                .allSatisfy(packet -> assertThat(packet.message().answers())
                        .contains(a(BOX, "10.0.1.1"), a(BOX, "10.0.1.111"))
                        .noneMatch(record -> record.ttl() == 0));
    }

    @Test
    void anAddressThatIsGoneIsFlushedByTheOthers() {
        scene.box.attach(
                1,
                "lan",
                new LocalAddress(Simulation.address("10.0.1.1"), 24),
                new LocalAddress(Simulation.address("10.0.1.111"), 24));
        announced();
        scene.box.attach4(1, "lan");
        scene.run(10 * SECOND);
        DnsName gone = DnsName.of("111", "1", "0", "10", "in-addr", "arpa");
        assertThat(scene.responses().get(0).message().answers())
                .containsExactlyInAnyOrder(
                        a(BOX, "10.0.1.1"),
                        DnsRecord.of(gone, 12, true, 0, ptr(gone, BOX).data()));
    }

    @Test
    void theLastAddressOfAFamilyIsTakenBackByGoodbye() {
        scene.box.attach(
                1,
                "lan",
                new LocalAddress(Simulation.address("10.0.1.1"), 24),
                new LocalAddress(Simulation.address("fe80::1"), 64));
        announced();
        scene.box.attach4(1, "lan");
        scene.run(10 * SECOND);
        assertThat(scene.responses().get(0).message().answers())
                .contains(aaaa(BOX, "fe80::1").withTtl(0));
    }

    @Test
    void unregisteringSaysGoodbyeToWhatNobodyElseOffers() {
        Published orders = announced("a=1");
        scene.box.register("Shop", 81);
        scene.run(10 * SECOND);
        scene.simulation.forget();
        orders.withdraw();
        scene.run(10 * SECOND);
        assertThat(scene.responses())
                .singleElement()
                .satisfies(packet -> assertThat(packet.message().answers())
                        .containsExactlyInAnyOrder(
                                ptr(HTTP, ORDERS).withTtl(0),
                                srv(ORDERS, 80, BOX).withTtl(0),
                                txt(ORDERS, "a=1").withTtl(0)));
    }

    @Test
    void theEndSaysGoodbyeToAllAtOnce() {
        announced();
        scene.box.shutdown();
        assertThat(scene.responses()).singleElement().satisfies(packet -> {
            assertThat(packet.isMulticast()).isTrue();
            assertThat(packet.message().answers()).hasSize(6).allMatch(record -> record.ttl() == 0);
        });
    }

    @Test
    void whatWasNeverAnnouncedIsNotTakenBack() {
        scene.box.register("Orders", 80);
        scene.run(300 * MS);
        scene.box.shutdown();
        assertThat(scene.responses()).isEmpty();
    }

    @Test
    void goodbyeComesRightAfterAnAnnouncementToo() {
        scene.box.register("Orders", 80);
        while (scene.responses().isEmpty()) {
            scene.run(MS);
        }
        scene.box.shutdown();
        assertThat(scene.responses()).hasSize(2);
    }

    @Test
    void anotherHostsGoodbyeToTheSameRecordIsCorrected() {
        announced();
        DnsName types = DnsName.of("_services", "_dns-sd", "_udp", "local");
        scene.send(response(ptr(types, HTTP).withTtl(0), a(BOX, "10.0.1.1").withTtl(59)));
        scene.run(10 * SECOND);
        assertThat(scene.responses())
                .singleElement()
                .satisfies(packet -> assertThat(packet.message().answers())
                        .containsExactlyInAnyOrder(ptr(types, HTTP), a(BOX, "10.0.1.1")));
        assertThat(scene.probes()).isEmpty();
    }

    @Test
    void theSameRecordWithHalfItsTtlNeedsNothing() {
        announced();
        scene.send(response(a(BOX, "10.0.1.1").withTtl(60)));
        scene.run(10 * SECOND);
        assertThat(scene.sent()).isEmpty();
    }

    @Test
    void aHostRenamedByItsUserProbesAgainAndItsServicesFollow() {
        announced();
        scene.box.mdns().renameHost("cube");
        scene.run(10 * SECOND);
        DnsName cube = DnsName.of("cube", "local");
        assertThat(scene.responses().get(0).message().answers())
                .contains(a(BOX, "10.0.1.1").withTtl(0));
        assertThat(scene.probes()).hasSize(3);
        assertThat(scene.responses())
                .last()
                .satisfies(packet ->
                        assertThat(packet.message().answers()).contains(a(cube, "10.0.1.1"), srv(ORDERS, 80, cube)));
    }

    @Test
    void aLinkThatIsThereAgainIsProbedAndAnnouncedWithinASecond() {
        announced();
        scene.box.detach(1);
        scene.run(5 * SECOND);
        assertThat(scene.sent()).isEmpty();
        scene.box.attach4(1, "lan");
        scene.run(SECOND);
        assertThat(scene.probes()).hasSize(3);
        assertThat(scene.responses()).hasSize(1);
    }

    @Test
    void aServiceOnAnotherHostPointsThere() {
        DnsName printer = DnsName.of("printer", "local");
        scene.box.register(Service.of("Orders", "_http._tcp", 80).withHost("printer.local"));
        scene.run(10 * SECOND);
        assertThat(scene.probes().get(0).message().questions()).hasSize(1);
        assertThat(scene.responses().get(0).message().answers())
                .contains(srv(ORDERS, 80, printer))
                .noneMatch(record -> record.type() == 1);
    }
}
