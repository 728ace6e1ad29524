package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;
import static io.multicast.netty.testing.Ip.ip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Packet;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.SharedLab;
import io.multicast.netty.testing.Sniffer;
import io.multicast.netty.testing.Socat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code send} in one namespace, socat and a sniffer in the other. */
@Timeout(120)
class SendTest extends SharedLab {

    @BeforeAll
    static void prepare() {
        Requirements.program("socat");
    }

    @ParameterizedTest
    @CsvSource({
        "nio,      4, 239.4.1.1, 10.99.0.1, 6001",
        "nio,      6, 239.4.1.2, 10.99.0.1, 6002",
        "nio,      6, ff15::4:1, fd99::1,   6003",
        "epoll,    4, 239.4.1.3, 10.99.0.1, 6004",
        "epoll,    6, 239.4.1.4, 10.99.0.1, 6005",
        "epoll,    6, ff15::4:2, fd99::1,   6006",
        "io_uring, 4, 239.4.1.5, 10.99.0.1, 6007",
        "io_uring, 6, 239.4.1.6, 10.99.0.1, 6008",
        "io_uring, 6, ff15::4:3, fd99::1,   6009",
    })
    void isReceivedBySocatWithTheTtlAndTheSourceThatWereAsked(
            String transport, String family, String group, String source, int port) {
        Receiver.require(transport);
        Program socat = Socat.receive(lab.b(), "vb0", ip(group), port);
        Sniffer sniffer = Sniffer.open(lab.b());

        Program sender = send("--transport " + transport + " --family " + family + " --group " + group + " --port "
                + port + " --source " + source + " --ttl 9 --message hello --count 3 --interval 10");

        assertThat(sender.waitFor(LIMIT)).as(sender.evidence()).isZero();
        socat.awaitOutput("^(hello){3}$", LIMIT);
        Packet packet = sniffer.await(LIMIT, Packet.Direction.IN, port);
        assertThat(packet.hopLimit()).isEqualTo(9);
        assertThat(packet.source()).isEqualTo(ip(source));
        assertThat(packet.device()).isEqualTo("vb0");
        assertThat(sender.stdout()).matches("(sent 5 bytes\n){3}3 datagrams, 15 bytes in .*; to " + group + ": 3\n");
    }

    /** The lines' bytes are not touched: here one is not UTF-8. Empty ones are left out. */
    @Test
    void sendsTheLinesOfItsInput() {
        Sniffer sniffer = Sniffer.open(lab.b());

        lab.a()
                .exec(
                        "sh",
                        "-c",
                        "printf 'one\\n\\n\\344\\nlast' | " + command("--group 239.4.2.1 --port 6010 --interval 0"));

        sniffer.await(LIMIT, packet -> packet.isTo(6010) && packet.text().equals("last"));
        assertThat(sniffer.packets(packet -> packet.isTo(6010)))
                .extracting(Packet::payload)
                .containsExactly("one".getBytes(UTF_8), new byte[] {(byte) 0xe4}, "last".getBytes(UTF_8));
        assertThat(sniffer.packets(packet -> packet.isTo(6010)))
                .allSatisfy(packet -> assertThat(packet.hopLimit()).isEqualTo(1));
    }

    @Test
    void sendsThatManyBytesThatManyTimes() {
        Sniffer sniffer = Sniffer.open(lab.b());

        Program sender = send("--group 239.4.2.2 --port 6011 --size 1000 --count 4 --interval 0 --json");

        assertThat(sender.waitFor(LIMIT)).as(sender.evidence()).isZero();
        Eventually.await(
                LIMIT, () -> sniffer.packets(packet -> packet.isTo(6011)).size() == 4, sniffer::evidence);
        assertThat(sniffer.packets(packet -> packet.isTo(6011)))
                .allSatisfy(packet -> assertThat(packet.payload()).hasSize(1000));
        assertThat(Receiver.events(sender, "sent")).hasSize(4).allSatisfy(event -> {
            assertThat(event.path("group").textValue()).isEqualTo("239.4.2.2");
            assertThat(event.path("size").intValue()).isEqualTo(1000);
        });
        JsonNode summary = Receiver.events(sender, "summary").get(0);
        assertThat(summary.path("bytes").intValue()).isEqualTo(4000);
        assertThat(summary.path("to").path("239.4.2.2").intValue()).isEqualTo(4);
    }

    /** A member on the sender's own host hears it with loopback, and not without; the other host hears both. */
    @ParameterizedTest
    @CsvSource({"nio, 4", "nio, 6", "epoll, 4", "epoll, 6", "io_uring, 4", "io_uring, 6"})
    void loopbackIsAsAsked(String transport, String family) {
        Receiver.require(transport);
        Receiver local = Receiver.start(lab.a(), "--interface va0 --group 239.4.3.1 --port 6012 --count 1");
        Sniffer sniffer = Sniffer.open(lab.b());
        String common = "--group 239.4.3.1 --port 6012 --transport " + transport + " --family " + family;

        for (String options : new String[] {" --no-loopback --message quiet", " --message loud"}) {
            Program sender = send(common + options);
            assertThat(sender.waitFor(LIMIT)).as(sender.evidence()).isZero();
        }

        assertThat(local.program().waitFor(LIMIT)).isZero();
        assertThat(local.texts()).containsExactly("loud");
        sniffer.await(LIMIT, packet -> packet.isTo(6012) && packet.text().equals("loud"));
        assertThat(sniffer.packets(packet -> packet.isTo(6012)))
                .extracting(Packet::text)
                .containsExactly("quiet", "loud");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--message x --count 1000000 --interval 50", ""})
    void ctrlCEndsInGoodOrder(String what) {
        Program sender = send(("--group 239.4.4.1 --port 6013 " + what).trim());
        sender.awaitOutput("sending to 239.4.4.1 on va0 .*\n", LIMIT);
        sender.write("a line\n");
        sender.awaitOutput("sent ", LIMIT);

        sender.interrupt();

        assertThat(sender.waitFor(LIMIT)).as(sender.evidence()).isEqualTo(130);
        assertThat(sender.stdout()).containsPattern("\n\\d+ datagrams, .*; to 239.4.4.1: \\d+\n$");
        assertThat(sender.stderr()).hasLineCount(1);
    }

    private static Program send(String arguments) {
        return ExamplesJar.start(lab.a(), "send --interface va0 " + arguments);
    }

    private static String command(String arguments) {
        return String.join(" ", ExamplesJar.command("send --interface va0 " + arguments));
    }
}
