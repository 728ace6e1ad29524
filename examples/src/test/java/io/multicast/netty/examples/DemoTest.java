package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Sniffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's tables and exit code, where it is run by whom. */
@Timeout(120)
class DemoTest {
    private static final String PASSED = "\n(\\d+) of \\1 checks passed\\.\n$";

    @Test
    void runsHereAsWhoeverRunsTheTests() {
        try (Program demo = ExamplesJar.start("")) {
            assertThat(demo.waitFor(LIMIT)).as(demo.evidence()).isZero();
            assertTables(demo, availableTransports());
            assertThat(demo.stdout()).containsPattern(PASSED);
        }
    }

    @Test
    void runsAsNobody(@TempDir Path directory) throws Exception {
        Requirements.root();
        Requirements.program("setpriv");
        Path jar = Files.copy(ExamplesJar.path(), directory.resolve("examples.jar")); // nobody may not read the other
        Files.setPosixFilePermissions(directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--bounding-set=-all"));
        command.addAll(ExamplesJar.command(""));
        command.set(command.size() - 1, jar.toString());

        try (Program demo = Program.start(command)) {
            assertThat(demo.waitFor(LIMIT)).as(demo.evidence()).isZero();
            assertThat(demo.stdout()).containsPattern(PASSED);
        }
    }

    /** What Netty's own options and calls do wrong, as measured by other means before. */
    @Test
    void showsWhatNettysOwnOptionsLeave() {
        try (Lab lab = Lab.open()) {
            Sniffer sniffer = Sniffer.open(lab.b());
            Program demo = ExamplesJar.start(lab.a(), "");

            assertThat(demo.waitFor(LIMIT)).as(demo.evidence()).isZero();

            assertTables(demo, availableTransports());
            List<String> lines = demo.stdout().lines().map(DemoTest::normalized).toList();
            assertThat(lines)
                    .contains(
                            "nio IP_MULTICAST_TTL 7 7 7 7",
                            "nio IP_MULTICAST_LOOP false false 0 true, not false",
                            "nio IPV6_MULTICAST_IF va0 va0 " + lab.index("va0") + " va0",
                            "nio ff11::8000:53 block the sender 0 of 3 0 of 3",
                            "nio ff11::8000:53 unblock it 3 of 3 0 of 3 (no such call)");
            if (availableTransports().contains(Transport.EPOLL)) {
                assertThat(lines)
                        .contains(
                                "epoll IP_MULTICAST_TTL 7 7 7 1, not 7, and IP_TTL 7",
                                "epoll IPV6_MULTICAST_HOPS 7 7 7 1, not 7, and IP_TTL 7",
                                "epoll IP_MULTICAST_IF va0 va0 untold default, not va0",
                                "epoll 239.255.83.77 block the sender 0 of 3 3 of 3 (Multicast block not supported)");
            }
            assertThat(sniffer.packets(packet -> packet.destinationPort() >= 0))
                    .as("nothing leaves the host")
                    .isEmpty();
        }
    }

    @Test
    void withLoopbackOnlyIpv6IsLeftOutWithTheReason() {
        try (Namespace namespace = Namespace.open()) {
            Program demo = ExamplesJar.start(namespace, "");

            assertThat(demo.waitFor(LIMIT)).as(demo.evidence()).isZero();

            assertThat(demo.stdout())
                    .containsPattern("\nIPv6 is left out: sending on lo: .+\n")
                    .contains("\nIPv4, sent from 127.0.0.1 on lo\n")
                    .containsPattern(PASSED);
        }
    }

    @Test
    void withoutAnyInterfaceItFails() {
        try (Namespace namespace = Namespace.open()) {
            namespace.ip("link set lo down");
            Program demo = ExamplesJar.start(namespace, "");

            assertThat(demo.waitFor(LIMIT)).as(demo.evidence()).isEqualTo(1);

            assertThat(demo.stdout()).contains("no network interface is up");
        }
    }

    private static List<Transport> availableTransports() {
        return Stream.of(Transport.values())
                .filter(transport -> transport.unavailabilityCause() == null)
                .toList();
    }

    private static void assertTables(Program demo, List<Transport> transports) {
        assertThat(demo.stdout().lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,100}"));
        assertThat(demo.stderr()).isEmpty();
        for (Transport transport : transports) {
            assertThat(demo.stdout().lines().filter(line -> line.startsWith(transport + " ")))
                    .as(demo.evidence())
                    .anyMatch(line -> line.contains("IP_MULTICAST_TTL"))
                    .anyMatch(line -> line.contains("change to another"));
        }
    }

    private static String normalized(String line) {
        return line.replaceAll(" +", " ");
    }
}
