package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.BOX;
import static io.multicast.discovery.mdns.protocol.Scene.HTTP;
import static io.multicast.discovery.mdns.protocol.Scene.MS;
import static io.multicast.discovery.mdns.protocol.Scene.ORDERS;
import static io.multicast.discovery.mdns.protocol.Scene.PEER;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.ask;
import static io.multicast.discovery.mdns.protocol.Scene.query;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static io.multicast.discovery.mdns.protocol.Scene.srv;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceEvent.Kind;
import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several interfaces, two families: RFC 6762, sections 6.2, 14 and 20. */
class LinksTest {
    private final Simulation simulation = new Simulation(21);
    private final Host box = simulation.host("box");

    private static Stream<InetAddress> addresses(DnsMessage message) {
        return Stream.of(message.answers(), message.authorities(), message.additionals())
                .flatMap(List::stream)
                .map(DnsRecord::data)
                .filter(data -> data instanceof A || data instanceof Aaaa)
                .map(data -> data instanceof A a ? a.address() : ((Aaaa) data).address());
    }

    @Test
    void eachInterfaceIsToldItsOwnAddressesAllOfThem() {
        box.attach(
                1,
                "lan",
                new LocalAddress(Simulation.address("10.0.1.1"), 24),
                new LocalAddress(Simulation.address("fd01::1"), 64),
                new LocalAddress(Simulation.address("fe80::1"), 64));
        box.attach(2, "wifi");
        box.attach(
                2,
                "wifi",
                new LocalAddress(Simulation.address("10.0.2.1"), 24),
                new LocalAddress(Simulation.address("fe80::2"), 64));
        box.register("Orders", 80);
        simulation.run(10 * SECOND);
        assertThat(simulation.packets())
                .hasSize(4 * 5)
                .allSatisfy(packet -> assertThat(addresses(packet.message()).map(InetAddress::getHostAddress))
                        .containsExactlyInAnyOrder(
                                packet.network().equals("lan")
                                        ? new String[] {"10.0.1.1", "fd01:0:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:1"}
                                        : new String[] {"10.0.2.1", "fe80:0:0:0:0:0:0:2"}));
        assertThat(box.log()).containsExactly("registered Orders");
    }

    @Test
    void twoInterfacesOnOneNetworkDoNotConflict() {
        box.attach(1, "lan").attach(2, "lan");
        box.register("Orders", 80);
        Host other = simulation.host("other").attach(1, "lan");
        other.browse("_http._tcp");
        simulation.run(10 * SECOND);
        assertThat(box.log()).containsExactly("registered Orders");
        simulation.forget();
        simulation.run(1000 * SECOND);
        assertThat(simulation.packets(packet -> packet.isProbe())).isEmpty();
        assertThat(box.log()).containsExactly("registered Orders");
        assertThat(other.events()).first().extracting(ServiceEvent::kind).isEqualTo(Kind.ADDED);
        assertThat(other.events()).extracting(ServiceEvent::kind).doesNotContain(Kind.REMOVED);
    }

    @Test
    void twoProcessesOfOneHostShareItsName() {
        box.attach(1, "lan").attach(2, "lan");
        box.register("Orders", 80);
        Host same = new Host(simulation, "box", 1);
        simulation.hosts().add(same);
        same.attach(1, "lan").attach(2, "lan");
        same.register("Shop", 81);
        simulation.run(10 * SECOND);
        assertThat(box.log()).containsExactly("registered Orders");
        assertThat(same.log()).containsExactly("registered Shop");
        same.shutdown();
        simulation.forget();
        simulation.run(2 * SECOND);
        assertThat(simulation.packets(Packet::isResponse)) // its goodbye to the host's addresses is corrected
                .anySatisfy(packet -> assertThat(addresses(packet.message())).isNotEmpty());
        assertThat(simulation.packets(Packet::isProbe)).isEmpty();
    }

    @Test
    void theQueryOfAnotherProcessOfThisHostIsAnswered() {
        box.attach4(1, "lan");
        Host same = new Host(simulation, "box", 1);
        simulation.hosts().add(same);
        box.browse("_http._tcp");
        box.register("Orders", 80);
        simulation.run(100 * SECOND);
        same.attach4(1, "lan");
        same.browse("_http._tcp");
        box.browse("_http._tcp");
        simulation.run(SECOND);
        assertThat(same.events()).extracting(ServiceEvent::kind).containsExactly(Kind.ADDED);
    }

    @Test
    void aConflictOnOneInterfaceRenamesOnAllAndGoodbyeIsSaidOnTheOthers() {
        box.attach4(1, "lan").attach4(2, "wifi");
        box.register("Orders", 80);
        simulation.run(10 * SECOND);
        simulation.forget();
        for (int i = 0; i < 2; i++) {
            simulation.transmit("peer", "lan", PEER, response(srv(ORDERS, 81, BOX)), null);
            simulation.run(300 * MS);
        }
        simulation.run(10 * SECOND);
        assertThat(box.log()).containsExactly("registered Orders", "renamed Orders (2)", "registered Orders (2)");
        List<Packet> goodbyes = simulation.packets(packet -> packet.sender() == box
                && packet.isResponse()
                && packet.message().answers().contains(srv(ORDERS, 80, BOX).withTtl(0)));
        assertThat(goodbyes).extracting(Packet::network).containsExactly("wifi");
        assertThat(simulation.packets(packet -> packet.isResponse()
                        && packet.message().answers().contains(srv(HTTP.child("Orders (2)"), 80, BOX))))
                .extracting(Packet::network)
                .contains("lan", "wifi");
    }

    @Test
    void aHostNameTakenOnOneInterfaceIsGivenUpOnAll() {
        box.attach4(1, "lan").attach4(2, "wifi");
        box.register("Orders", 80);
        simulation.run(300 * MS);
        simulation.transmit("peer", "lan", PEER, response(a(BOX, "10.0.1.77")), null);
        simulation.run(10 * SECOND);
        assertThat(box.log()).containsExactly("host box-2.local", "registered Orders");
        assertThat(simulation.packets(packet -> packet.isResponse() && packet.sender() == box))
                .noneSatisfy(packet -> assertThat(packet.message().answers()).contains(srv(ORDERS, 80, BOX)));
    }

    @Test
    void whatOneInterfaceWasToldAnotherDoesNotKnow() {
        box.attach4(1, "lan").attach4(2, "wifi");
        box.browse("_http._tcp");
        simulation.transmit("peer", "lan", PEER, Scene.shop(), null);
        simulation.run(10 * SECOND);
        assertThat(box.events()).singleElement().satisfies(event -> {
            assertThat(event.instance().interfaceIndex()).isEqualTo(1);
            assertThat(event.instance().interfaceName()).isEqualTo("eth1");
        });
        assertThat(simulation.packets(packet -> packet.network().equals("wifi")))
                .allSatisfy(packet -> assertThat(packet.message().answers()).isEmpty());
    }

    @Test
    void eachFamilyIsAnsweredByItself() {
        box.attach(1, "lan");
        box.register("Orders", 80);
        simulation.run(200 * SECOND);
        simulation.forget();
        simulation.transmit("peer", "lan", PEER, query(ask(ORDERS, DnsType.SRV)), null);
        simulation.run(500 * MS);
        simulation.transmit(
                "peer",
                "lan",
                new java.net.InetSocketAddress(Simulation.address("fe80::9"), 5353),
                query(ask(ORDERS, DnsType.SRV)),
                null);
        simulation.run(100 * MS);
        assertThat(simulation.packets(Packet::isResponse)).hasSize(2);
    }

    @Test
    void aServiceSeenByBothFamiliesIsOneAndGoesWithTheLast() {
        box.attach(1, "lan");
        box.browse("_http._tcp");
        Host peer = simulation.host("peer").attach(1, "lan");
        peer.register("Shop", 90);
        simulation.run(10 * SECOND);
        assertThat(box.events()).hasSize(1);
        assertThat(box.events().get(0).instance().addresses()).hasSize(2);
        peer.shutdown();
        simulation.run(2 * SECOND);
        assertThat(box.events()).extracting(ServiceEvent::kind).containsExactly(Kind.ADDED, Kind.REMOVED);
    }

    @Test
    void servicesOfALinkThatIsGoneAreGone() {
        box.attach(1, "lan").attach(2, "wifi");
        box.browse("_http._tcp");
        simulation.host("peer").attach(1, "lan").register("Shop", 90);
        simulation.run(10 * SECOND);
        box.detach(1);
        assertThat(box.events()).extracting(ServiceEvent::kind).containsExactly(Kind.ADDED, Kind.REMOVED);
        box.attach(1, "lan");
        simulation.run(SECOND);
        assertThat(box.events()).extracting(ServiceEvent::kind).containsExactly(Kind.ADDED, Kind.REMOVED, Kind.ADDED);
    }

    @Test
    void aNetworkChangedUnderneathIsProbedAnew() {
        box.attach4(1, "lan");
        box.register("Orders", 80);
        simulation.run(10 * SECOND);
        simulation.forget();
        box.mdns().restart(1);
        simulation.run(10 * SECOND);
        assertThat(simulation.packets(Packet::isProbe)).hasSize(3);
        assertThat(simulation.packets(Packet::isResponse)).hasSize(2);
    }

    @Test
    void aRegistrationWaitsForAnInterface() {
        box.register("Orders", 80);
        simulation.run(10 * SECOND);
        assertThat(box.log()).isEmpty();
        box.attach4(1, "lan");
        simulation.run(SECOND);
        assertThat(box.log()).containsExactly("registered Orders");
    }

    @Test
    void aRegistrationDoesNotWaitForAnInterfaceThatIsGone() {
        box.attach4(1, "lan").attach4(2, "wifi");
        box.register("Orders", 80);
        simulation.run(500 * MS);
        box.detach(2);
        simulation.run(SECOND);
        assertThat(box.log()).containsExactly("registered Orders");
    }
}
