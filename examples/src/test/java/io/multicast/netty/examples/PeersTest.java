package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.SharedLab;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real programs at the other end: iperf 2, and ssmping with its ssmpingd. */
@Timeout(120)
class PeersTest extends SharedLab {
    private static final int IPERF_PORT = 5001;

    @BeforeAll
    static void prepare() {
        lab.b().ip("route add 224.0.0.0/4 dev vb0", "route add multicast ff3e::/16 dev vb0 table local");
    }

    /** iperf's own server is a member too, on the same port: both must get the very same stream. */
    @ParameterizedTest
    @CsvSource({
        "239.3.1.1, '', '', nio",
        "239.3.1.2, '', '', epoll",
        "232.3.1.3, ' --source 10.99.0.2', ' --ssm-host 10.99.0.2', nio",
        "232.3.1.4, ' --source 10.99.0.2', ' --ssm-host 10.99.0.2', epoll",
    })
    void receivesAllThatIperfReceives(String group, String ours, String iperfs, String transport) {
        Requirements.program("iperf");
        Program server = lab.a().start(("iperf -s -u -p " + IPERF_PORT + " -B " + group + "%va0" + iperfs).split(" "));
        awaitMembers(group, 1);
        Receiver receiver = receive(group, IPERF_PORT, ours + " --transport " + transport);
        awaitMembers(group, 2);
        Receiver stranger = receive(group, IPERF_PORT, " --source 10.99.0.9");

        lab.b().exec(("iperf -u -t 1 -b 400k -l 200 -T 3 -p " + IPERF_PORT + " -c " + group).split(" "));

        Matcher lostAndTotal = server.awaitOutput(" (\\d+)/(\\d+) \\(", LIMIT);
        assertThat(receiver.interrupt()).isEqualTo(130);
        assertThat(stranger.interrupt()).isEqualTo(130);
        int total = Integer.parseInt(lostAndTotal.group(2));
        assertThat(lostAndTotal.group(1)).isEqualTo("0");
        assertThat(total).isGreaterThan(200);
        assertThat(receiver.summary().path("from").path("10.99.0.2").intValue()).isEqualTo(total);
        assertThat(receiver.summary().path("bytes").intValue()).isEqualTo(total * 200);
        assertThat(stranger.summary().path("datagrams").intValue()).isZero();
    }

    /** ssmping pings its own host, whose ssmpingd also answers to the group, on the port that ssmping has chosen. */
    @ParameterizedTest
    @CsvSource({"4, 232.43.211.234, 10.99.0.2, udp", "6, ff3e::4321:1234, fd99::2, udp6"})
    void receivesWhatSsmpingdAnswers(String family, String group, String source, String table) {
        Requirements.program("ssmping");
        Requirements.program("ssmpingd");
        try (Program server = lab.b().start("ssmpingd");
                Program client = lab.b().start("ssmping", "-" + family, "-I", "vb0", source)) {
            client.awaitOutput("joined \\(S,G\\)", LIMIT);
            Receiver receiver = receive(group, portOf(ip(group), table), " --count 2 --source " + source);

            assertThat(receiver.program().waitFor(LIMIT))
                    .as(server.evidence() + client.evidence())
                    .isZero();
            assertThat(receiver.datagrams()).hasSize(2).allSatisfy(datagram -> {
                assertThat(datagram.path("source").textValue()).isEqualTo(source);
                assertThat(datagram.path("port").intValue()).isEqualTo(4321);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 10.99.0.2", "6, fd99::2"})
    void ssmpingTakesOurSsmpingdForItsOwn(String family, String source) {
        Requirements.program("ssmping");
        try (Program server = ExamplesJar.start(lab.b(), "ssmpingd --interface vb0 --source " + source)) {
            server.awaitOutput("answering", LIMIT);

            String report = lab.a().exec("ssmping", "-" + family, "-c", "3", "-I", "va0", source);

            assertThat(Pattern.compile("unicast from " + source + ", seq=\\d dist=0")
                            .matcher(report)
                            .results())
                    .hasSize(3);
            assertThat(Pattern.compile("multicast from " + source + ", seq=\\d dist=0")
                            .matcher(report)
                            .results())
                    .hasSize(3);
            server.interrupt();
            assertThat(server.waitFor(LIMIT)).as(server.evidence()).isEqualTo(130);
        }
    }

    @Test
    void ssmpingdDoesNotAnswerWhatIsNoRequest() {
        try (Program server = ExamplesJar.start(lab.b(), "ssmpingd --interface vb0")) {
            server.awaitOutput("answering", LIMIT);

            String answers = lab.a()
                    .exec("sh", "-c", "for m in A x Qyes; do printf \"$m\" | socat -T 0.5 - UDP4:10.99.0.2:4321; done");

            assertThat(answers).isEqualTo("Ayes");
        }
    }

    private static Receiver receive(String group, int port, String arguments) {
        return Receiver.start(lab.a(), "--interface va0 --group " + group + " --port " + port + arguments);
    }

    private static void awaitMembers(String group, int members) {
        Eventually.await(
                LIMIT,
                () -> Kernel.of(lab.a()).users("va0", ip(group)) == members,
                () -> lab.a().evidence());
    }

    /** The port of the socket that is bound to the group, as the kernel lists it: address and port in hexadecimal. */
    private static int portOf(InetAddress group, String table) {
        int[] port = {0};
        Eventually.await(
                LIMIT,
                () -> (port[0] = findPort(group, table)) > 0,
                () -> lab.b().evidence());
        return port[0];
    }

    private static int findPort(InetAddress group, String table) throws IOException {
        Pattern local = Pattern.compile("^ *\\d+: " + hex(group) + ":(\\p{XDigit}{4}) ", Pattern.MULTILINE);
        Matcher found = local.matcher(Files.readString(lab.b().procNet().resolve(table)));
        return found.find() ? Integer.parseInt(found.group(1), 16) : 0;
    }

    /** In words of four bytes, each a number of this machine. */
    private static String hex(InetAddress address) {
        IntBuffer words = ByteBuffer.wrap(address.getAddress())
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
        StringBuilder text = new StringBuilder();
        while (words.hasRemaining()) {
            text.append("%08X".formatted(words.get()));
        }
        return text.toString();
    }
}
