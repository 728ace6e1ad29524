package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to what can't be done: a line that says why, and an exit code. */
@Timeout(120)
class RefusalTest {
    @ParameterizedTest
    @CsvSource({"receive", "send --message x"})
    void aWrongInterfaceIsAnsweredWithTheUsableOnes(String command) {
        try (Program program = ExamplesJar.start(command + " --group 239.1.2.3 --port 5000 --interface nope")) {
            assertThat(program.waitFor(LIMIT)).isEqualTo(2);
            assertThat(program.stderr()).contains("there is no interface nope; usable ones:\n");
            assertThat(Interfaces.usable())
                    .isNotEmpty()
                    .allSatisfy(usable -> assertThat(program.stderr())
                            .containsPattern("  " + usable.getName() + " \\(index " + usable.getIndex() + "\\): \\S+"));
            assertThat(program.stdout()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            receive --group 10.0.0.1 --port 5000                            | 10.0.0.1 is not a multicast address
            receive --group example.org --port 5000                         | example.org
            receive --port 5000                                             | --group
            receive --group 239.1.2.3 --port 70000                          | 70000
            receive --group 239.1.2.3 --port 0                              | --port is 1 to 65535, not 0
            receive --group 239.1.2.3 --port 5000 --count 0                 | --count is 1 or more, not 0
            receive --group ff15::1 --port 5000 --family 4                  | it needs --family 6
            receive --group ff02::5 --port 5000                             | ff02::5 is a group of one link
            receive --group 239.1.2.3 --port 5000 --source fd00::1          | fd00
            receive --group 239.1.2.3 --port 5000 --source 10.0.0.1 --except 10.0.0.2 | mutually exclusive
            receive --group 239.1.2.3 --port 5000 --transport carrier-pigeon | carrier-pigeon
            send --group 239.1.2.3 --port 5000 --message x --ttl 256        | IP_MULTICAST_TTL is 0 to 255, not 256
            send --group 239.1.2.3 --port 5000 --size -1                    | -1
            send --group 239.1.2.3 --port 5000 --size 0                     | empty
            send --group 239.1.2.3 --port 5000 --nope                       | --nope
            nope                                                            | nope
            """)
    void aWrongArgumentIsAnsweredInALine(String arguments, String answer) {
        try (Program program = ExamplesJar.start(arguments)) {
            assertThat(program.waitFor(LIMIT)).as(program.evidence()).isEqualTo(2);
            assertThat(program.stderr()).contains(answer).contains("--help").doesNotContain("\tat ");
            assertThat(program.stdout()).isEmpty();
        }
    }

    @Test
    void whatTheKernelRefusesIsToldWithItsCause() {
        try (Namespace namespace = Namespace.open()) {
            Program noRoute = ExamplesJar.start(namespace, "receive --group 239.1.2.3 --port 5000");
            String sources = IntStream.rangeClosed(1, 11)
                    .mapToObj(host -> " --source 10.0.0." + host)
                    .collect(Collectors.joining());
            Program tooMany =
                    ExamplesJar.start(namespace, "receive --group 232.1.2.3 --port 5000 --interface lo" + sources);
            Program noRouteToSend = ExamplesJar.start(namespace, "send --group 239.1.2.3 --port 5000 --message x");

            assertRefused(noRoute, "could not join group 239.1.2.3 ", "ENODEV");
            assertRefused(tooMany, "group 232.1.2.3", "ENOBUFS", "igmp_max_msf");
            assertRefused(noRouteToSend, "could not send: ", "Network is unreachable");
        }
    }

    private static void assertRefused(Program program, String... parts) {
        assertThat(program.waitFor(LIMIT)).as(program.evidence()).isEqualTo(1);
        assertThat(program.stderr()).contains("error: ").contains(parts).doesNotContain("\tat ", "WARN");
    }

    @Test
    void helpIsNoError() {
        try (Program program = ExamplesJar.start("receive --help")) {
            assertThat(program.waitFor(LIMIT)).isZero();
            assertThat(program.stdout()).contains("--interface=NAME", "Exit codes:", "130");
        }
    }
}
