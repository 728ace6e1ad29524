package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.SharedLab;
import io.multicast.netty.testing.Socat;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code receive} in one namespace, socat in the other. */
@Timeout(120)
class ReceiveTest extends SharedLab {
    private static final int PORT = 5000;

    @BeforeAll
    static void prepare() {
        Requirements.program("socat");
    }

    @ParameterizedTest
    @CsvSource({
        "nio,      4, 239.1.1.1, 10.99.0.2",
        "nio,      6, 239.1.1.2, 10.99.0.2",
        "nio,      6, ff15::1,   fd99::2",
        "epoll,    4, 239.1.2.1, 10.99.0.2",
        "epoll,    6, 239.1.2.2, 10.99.0.2",
        "epoll,    6, ff15::2,   fd99::2",
        "io_uring, 4, 239.1.3.1, 10.99.0.2",
        "io_uring, 6, 239.1.3.2, 10.99.0.2",
        "io_uring, 6, ff15::3,   fd99::2",
        "auto,     6, ff12::4,   fd99::2", // link-local: bound with its scope
    })
    void receivesAStreamFromSocat(String transport, String family, String group, String source) {
        Receiver.require(transport);
        Receiver receiver = start("--count 3 --transport " + transport + " --family " + family, group);

        for (String text : List.of("one", "two", "three", "four: too much")) {
            send(source, group, text);
        }

        assertThat(receiver.program().waitFor(LIMIT))
                .as(receiver.program().evidence())
                .isZero();
        assertThat(receiver.texts()).containsExactly("one", "two", "three");
        assertThat(receiver.datagrams()).allSatisfy(datagram -> {
            assertThat(datagram.path("source").textValue()).isEqualTo(source);
            assertThat(datagram.path("port").intValue()).isBetween(1, 65_535);
        });
        JsonNode summary = receiver.summary();
        assertThat(summary.path("datagrams").intValue()).isEqualTo(3);
        assertThat(summary.path("bytes").intValue()).isEqualTo("onetwothree".length());
        assertThat(summary.path("from").path(source).intValue()).isEqualTo(3);
        assertThat(Kernel.of(lab.a()).devices(ip(group))).isEmpty();
    }

    @Test
    void printsLinesForPeople() {
        Program receiver =
                ExamplesJar.start(lab.a(), "receive --count 2 --interface va0 --group 239.2.0.1 --port " + PORT);
        receiver.awaitOutput("receiving 239.2.0.1 on va0 .*, port 5000, by (epoll|nio)\n", LIMIT);

        send("10.99.0.2", "239.2.0.1", "say \"hello\"\n");
        lab.b().exec("sh", "-c", "printf '\\377\\000' | " + socat("239.2.0.1"));

        assertThat(receiver.waitFor(LIMIT)).as(receiver.evidence()).isZero();
        assertThat(receiver.stdout().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("10\\.99\\.0\\.2:\\d+ 12 bytes \"say \\\\\"hello\\\\\"\\\\u000a\""),
                        line -> assertThat(line).matches("10\\.99\\.0\\.2:\\d+ 2 bytes ff00"),
                        line -> assertThat(line)
                                .matches(
                                        "2 datagrams, 14 bytes in \\d+\\.\\d{3} s, \\d+ bit/s; from 10\\.99\\.0\\.2: 2"));
    }

    @Test
    void jsonHasBytesThatAreNoText() {
        Receiver receiver = start("--count 1", "239.2.0.2");

        lab.b().exec("sh", "-c", "printf '\\377\\000' | " + socat("239.2.0.2"));

        assertThat(receiver.program().waitFor(LIMIT)).isZero();
        JsonNode datagram = receiver.datagrams().get(0);
        assertThat(datagram.path("hex").textValue()).isEqualTo("ff00");
        assertThat(datagram.has("text")).isFalse();
    }

    @Test
    void aLongDatagramIsReceivedWhole() {
        Receiver receiver = start("--count 1", "239.2.0.3");

        lab.b().exec("sh", "-c", "head -c 60000 /dev/zero | tr '\\0' x | " + socat("239.2.0.3", "-b 65507"));

        assertThat(receiver.program().waitFor(LIMIT)).isZero();
        assertThat(receiver.texts()).containsExactly("x".repeat(60_000));
    }

    @ParameterizedTest
    @CsvSource({"232.2.1.1, 10.99.0.2, 10.99.0.9", "ff35::2:1, fd99::2, fd99::9"})
    void aSourceSpecificMemberHearsItsSourceOnly(String group, String source, String stranger) {
        Receiver right = start("--count 1 --source " + stranger + " --source " + source, group);
        Receiver wrong = start("--source " + stranger, group);

        send(source, group, "hello");

        assertThat(right.program().waitFor(LIMIT))
                .as(right.program().evidence())
                .isZero();
        assertThat(right.texts()).containsExactly("hello");
        assertThat(Kernel.of(lab.a()).filters(ip(group)))
                .singleElement()
                .satisfies(filter -> assertThat(filter.source()).isEqualTo(ip(stranger)))
                .satisfies(filter -> assertThat(filter.include()).isEqualTo(1));
        assertThat(wrong.interrupt()).isEqualTo(130);
        assertThat(wrong.texts()).isEmpty();
    }

    @Test
    void anExceptedSourceIsNotHeard() {
        Receiver receiver = start("--except 10.99.0.2", "239.2.1.2");
        Receiver witness = start("--count 1", "239.2.1.2");

        send("10.99.0.2", "239.2.1.2", "hello");

        assertThat(witness.program().waitFor(LIMIT)).isZero();
        receiver.interrupt();
        assertThat(receiver.texts()).isEmpty();
    }

    @Test
    void unicastOnThePortIsNotTakenForTheGroups() {
        Receiver receiver = start("--count 1", "239.2.1.3");

        lab.b().execWithInput("unicast", "socat", "-u", "-", "UDP4-SENDTO:10.99.0.1:" + PORT);
        send("10.99.0.2", "239.2.1.3", "multicast");

        assertThat(receiver.program().waitFor(LIMIT)).isZero();
        assertThat(receiver.texts()).containsExactly("multicast");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll", "io_uring"})
    void ctrlCLeavesTheGroup(String transport) {
        Receiver.require(transport);
        InetAddress group = ip("239.2.2.1");
        Kernel kernel = Kernel.of(lab.a());
        Receiver receiver = start("--transport " + transport, "239.2.2.1");
        assertThat(kernel.users("va0", group)).isEqualTo(1);

        send("10.99.0.2", "239.2.2.1", "hello");
        receiver.program().awaitOutput("hello", LIMIT);
        int exit = receiver.interrupt();

        assertThat(exit).as(receiver.program().evidence()).isEqualTo(130);
        assertThat(receiver.summary().path("datagrams").intValue()).isEqualTo(1);
        assertThat(receiver.program().stderr()).hasLineCount(1);
        assertThat(kernel.users("va0", group)).isZero();
    }

    @Test
    void sigtermLeavesTheGroupToo() {
        Receiver receiver = start("", "239.2.2.2");

        lab.a().exec("kill", "-TERM", Long.toString(receiver.program().pid()));

        assertThat(receiver.program().waitFor(LIMIT)).isEqualTo(143);
        assertThat(receiver.summary().path("datagrams").intValue()).isZero();
        assertThat(Kernel.of(lab.a()).users("va0", ip("239.2.2.2"))).isZero();
    }

    @Test
    void endsWhenNobodyReadsItsOutput() {
        Program receiver =
                lab.a().start("sh", "-c", command("--interface va0 --group 239.2.2.3 --port 5000") + " | head -1");
        receiver.awaitOutput("receiving .*\n", LIMIT);

        Eventually.await(
                LIMIT,
                () -> {
                    send("10.99.0.2", "239.2.2.3", "hello");
                    return !receiver.isAlive();
                },
                receiver::evidence);

        assertThat(receiver.stdout().lines()).hasSize(1);
        assertThat(Kernel.of(lab.a()).users("va0", ip("239.2.2.3"))).isZero();
    }

    private static String command(String arguments) {
        return String.join(" ", ExamplesJar.command("receive " + arguments));
    }

    private static Receiver start(String arguments, String group) {
        return Receiver.start(lab.a(), "--interface va0 --port " + PORT + " --group " + group + " " + arguments);
    }

    private static void send(String source, String group, String text) {
        Socat.send(lab.b(), "vb0", source, ip(group), PORT, 1, text);
    }

    private static String socat(String group, String... options) {
        return "socat " + String.join(" ", options) + " -u - UDP4-DATAGRAM:" + group + ":" + PORT
                + ",bind=10.99.0.2,so-bindtodevice=vb0";
    }
}
