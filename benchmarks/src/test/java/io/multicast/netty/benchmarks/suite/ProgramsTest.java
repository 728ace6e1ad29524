package io.multicast.netty.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgramsTest {
    @Test
    void theBaselineCompilesAndTellsTimesAndErrors() throws Exception {
        assumeInstalled("gcc");
        try (Programs programs = new Programs();
                Peer c = new Peer(List.of(programs.c("baseline").toString(), "lo"))) {
            assertThat(c.ask("set 100")).isPositive();
            assertThat(c.ask("fail 100")).isPositive();
            assertThat(c.ask("hold 3")).isNotNegative();
            assertThat(c.ask("pair 10")).isPositive();
            long port = c.ask("port");
            assertThat(c.ask("write 70 " + port + " 64")).isPositive();
            assertThat(c.ask("read 70")).isPositive();
            assertThatThrownBy(() -> c.ask("nonsense 1"))
                    .isInstanceOf(CannotException.class)
                    .hasMessageContaining("nonsense");
            assertThat(c.contender("C", "get").run(1000).nanos()).isBetween(10.0, 1e6);
        }
    }

    @Test
    @Timeout(180)
    void theGoPeerBuildsOrSaysWhyNot() throws Exception {
        assumeInstalled("go");
        try (Programs programs = new Programs();
                Peer go = new Peer(List.of(built(programs).toString(), "lo"))) {
            assertThat(go.ask("set 100")).isPositive();
            assertThat(go.ask("fail 100")).isPositive();
            long port = go.ask("port");
            assertThat(go.ask("write 70 " + port + " 64")).isPositive();
            assertThat(go.ask("read 70")).isPositive();
        }
    }

    private static Path built(Programs programs) throws Exception {
        try {
            return programs.go();
        } catch (CannotException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }

    @Test
    void aProgramThatIsNotThereIsToldByName() throws Exception {
        try (Programs programs = new Programs()) {
            assertThatThrownBy(() -> programs.c("nothing"))
                    .isInstanceOf(CannotException.class)
                    .hasMessageContaining("c/nothing.c");
        }
    }

    private static void assumeInstalled(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(found, "needs " + program);
    }
}
