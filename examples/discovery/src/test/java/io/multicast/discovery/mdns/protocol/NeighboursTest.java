package io.multicast.discovery.mdns.protocol;

import static io.multicast.discovery.mdns.protocol.Scene.BOX;
import static io.multicast.discovery.mdns.protocol.Scene.SECOND;
import static io.multicast.discovery.mdns.protocol.Scene.a;
import static io.multicast.discovery.mdns.protocol.Scene.aaaa;
import static io.multicast.discovery.mdns.protocol.Scene.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beside the system's responder, which has the host's name and leaves the link-local address out when it has another. */
class NeighboursTest {
    private static final InetSocketAddress OWN = new InetSocketAddress(Simulation.address("10.0.1.1"), 5353);
    private static final DnsRecord IPV4 = a(BOX, "10.0.1.1");
    private static final DnsRecord GLOBAL = aaaa(BOX, "fd01::1");
    private static final DnsRecord LINK_LOCAL = aaaa(BOX, "fe80::1");
    private static final DnsName REVERSE = DnsName.of("1", "1", "0", "10", "in-addr", "arpa");

    private final Simulation simulation = new Simulation(4);
    private final Host box = simulation
            .host("box")
            .attach(
                    1,
                    "lan",
                    new LocalAddress(Simulation.address("10.0.1.1"), 24),
                    new LocalAddress(Simulation.address("fd01::1"), 64),
                    new LocalAddress(Simulation.address("fe80::1"), 64));

    private void say(DnsMessage message) {
        simulation.transmit("system", "lan", OWN, message, null);
        simulation.run(Simulation.MS);
    }

    private static DnsRecord reverse(DnsName target) {
        return DnsRecord.of(REVERSE, DnsType.PTR, true, 120, new Ptr(target));
    }

    private List<DnsRecord> answers() {
        return simulation.packets(packet -> packet.sender() == box && packet.isResponse()).stream()
                .flatMap(packet -> packet.message().answers().stream())
                .toList();
    }

    @Test
    void whatItAnswersToAProbeIsWhatIsAnnounced() {
        box.register("Orders", 80);
        simulation.run(300 * Simulation.MS);
        say(response(IPV4, GLOBAL));
        simulation.run(10 * SECOND);
        assertThat(answers()).contains(IPV4, GLOBAL).doesNotContain(LINK_LOCAL);
        assertThat(box.log()).containsExactly("registered Orders");
    }

    @Test
    void whenItStartsLaterItsProbeIsAnsweredByTheSameRecords() {
        box.register("Orders", 80);
        simulation.run(100 * SECOND);
        assertThat(answers()).contains(LINK_LOCAL);
        simulation.forget();
        say(DnsMessage.probe(
                List.of(DnsQuestion.of(BOX, DnsType.ANY), DnsQuestion.of(REVERSE, DnsType.ANY)),
                List.of(IPV4, GLOBAL, reverse(BOX))));
        simulation.run(10 * SECOND);
        assertThat(answers()).contains(IPV4, GLOBAL, reverse(BOX)).doesNotContain(LINK_LOCAL);
        assertThat(simulation.packets(Packet::isProbe)).hasSize(1);
        assertThat(box.log()).containsExactly("registered Orders");
    }

    @Test
    void aReverseNameThatItMapsToAnotherNameIsLeftToIt() {
        box.register("Orders", 80);
        simulation.run(100 * SECOND);
        simulation.forget();
        DnsName other = DnsName.of("cube", "local");
        say(DnsMessage.probe(List.of(DnsQuestion.of(REVERSE, DnsType.ANY)), List.of(reverse(other))));
        say(DnsMessage.query(List.of(DnsQuestion.of(REVERSE, DnsType.PTR)), List.of()));
        simulation.run(10 * SECOND);
        assertThat(answers()).isEmpty();
        say(response(reverse(other).withTtl(0)));
        simulation.run(10 * SECOND);
        assertThat(answers()).contains(reverse(BOX));
    }
}
