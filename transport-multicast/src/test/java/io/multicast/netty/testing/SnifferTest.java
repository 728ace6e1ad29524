package io.multicast.netty.testing;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.testing.Packet.Direction;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sniffer says, against what socat was told to send and what tcpdump printed. */
@Timeout(60)
class SnifferTest extends SharedLab {
    private static final Duration SOON = Duration.ofSeconds(5);

    @BeforeAll
    static void prepare() {
        Requirements.program("socat");
    }

    @ParameterizedTest
    @CsvSource({
        "va0, vb0, 10.99.0.1, 239.1.2.3, 7",
        "va2, vb2, 10.97.0.1, 239.1.2.3, 255",
        "va0, vb0, fd99::1, ff15::1:2:3, 11",
        "va1, vb1, fd98::1, ff15::1:2:3, 1",
    })
    void reportsWhatSocatSent(String from, String to, String source, String group, int hops) {
        Requirements.program("tcpdump");
        try (Sniffer sender = Sniffer.open(lab.a());
                Sniffer receiver = Sniffer.open(lab.b());
                Program tcpdump = lab.b().start("tcpdump", "-i", to, "-l", "-n", "-v", "udp", "port", "5002")) {
            tcpdump.awaitOutput("listening on", SOON);
            Socat.send(lab.a(), from, source, ip(group), 5002, hops, "hello");

            Packet packet = receiver.await(SOON, Direction.IN, 5002);
            assertThat(packet.device()).isEqualTo(to);
            assertThat(packet.source()).isEqualTo(ip(source));
            assertThat(packet.destination()).isEqualTo(ip(group));
            assertThat(packet.hopLimit()).isEqualTo(hops);
            assertThat(packet.text()).isEqualTo("hello");
            assertThat(receiver.packets(seen -> seen.isTo(5002))).hasSize(1);
            assertThat(sender.await(SOON, Direction.OUT, 5002).device()).isEqualTo(from);
            assertThat(sender.packets(seen -> seen.isTo(5002))).hasSize(1);

            tcpdump.awaitOutput("(ttl|hlim) " + hops + "\\b", SOON);
            tcpdump.awaitOutput("\\Q." + packet.sourcePort() + " > \\E\\S+\\.5002:", SOON);
        }
    }

    @Test
    void reportsTheTrafficClass() {
        try (Sniffer sniffer = Sniffer.open(lab.b())) {
            String options = ",ip-multicast-if=10.99.0.1,ip-tos=184";
            lab.a().execWithInput("x", "socat", "-u", "-", "UDP4-DATAGRAM:239.1.2.3:5003" + options);
            assertThat(sniffer.await(SOON, Direction.IN, 5003).trafficClass()).isEqualTo(184);
        }
    }

    @ParameterizedTest
    @CsvSource({"va0, 239.1.2.5, 2, 224.0.0.22", "va1, ff15::1:2:5, 58, ff02::16"})
    void reportsTheReportOfAJoin(String device, String group, int protocol, String reportedTo) {
        try (Sniffer sniffer = Sniffer.open(lab.b());
                Program receiver = Socat.receive(lab.a(), device, ip(group), 5004)) {
            Packet report = sniffer.await(SOON, packet -> names(packet, group));
            assertThat(report.protocol()).isEqualTo(protocol);
            assertThat(report.destination()).isEqualTo(ip(reportedTo));
            assertThat(report.hopLimit()).isEqualTo(1);
            assertThat(receiver.isAlive()).isTrue();
        }
    }

    /** An IGMPv3 or MLDv2 report whose first record has the group. */
    private static boolean names(Packet packet, String group) {
        byte[] address = ip(group).getAddress();
        byte[] payload = packet.payload();
        return payload.length >= 12 + address.length
                && Arrays.equals(payload, 12, 12 + address.length, address, 0, address.length);
    }

    @Test
    void waitingForWhatDoesNotComeShowsWhatCame() {
        try (Sniffer sniffer = Sniffer.open(lab.b())) {
            Socat.send(lab.a(), "va0", "10.99.0.1", ip("239.1.2.3"), 5005, 3, "hello");
            sniffer.await(SOON, Direction.IN, 5005);
            assertThatThrownBy(() -> sniffer.await(Duration.ofMillis(200), Direction.IN, 5006))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("239.1.2.3:5005")
                    .hasMessageContaining("hops 3");
        }
    }
}
