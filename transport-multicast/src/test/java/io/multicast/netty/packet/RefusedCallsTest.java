package io.multicast.netty.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.child.ChildJvm;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batched calls that a security policy refuses, as those of old container hosts do: by a real seccomp filter. */
class RefusedCallsTest {
    private static final String PYTHON = "/usr/bin/python3"; // Debian's, which has its packages

    @ParameterizedTest
    @CsvSource({
        "recvmmsg=EPERM, false, 1",
        "recvmmsg=ENOSYS, false, 1",
        "sendmmsg=EPERM, false, 1",
        "sendmmsg=ENOSYS, false, 1",
        "recvmmsg=EPERM sendmmsg=EPERM, false, 2",
        "fchown=EPERM, true, 0"
    })
    void datagramsGoOneByOne(String rules, boolean batching, int warnings) throws URISyntaxException {
        Requirements.require(hasSeccomp(), "needs " + PYTHON + " with python3-seccomp");
        List<String> before = new ArrayList<>(List.of(
                PYTHON, Path.of(ChildJvm.class.getResource("refuse.py").toURI()).toString()));
        before.addAll(List.of(rules.split(" ")));
        before.add("--");
        ChildJvm.Result result = ChildJvm.startedBy(before.toArray(String[]::new))
                .withNativeAccess()
                .withClassPath()
                .run(GuardedExchange.class);
        assertThat(result.exit()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout().lines())
                .containsExactly(
                        "received: " + GuardedExchange.COUNT + " in order, each with its interface",
                        "rejected: 1",
                        "batching: " + batching,
                        "warnings: " + warnings);
    }

    private static boolean hasSeccomp() {
        try (Program program = Program.start(List.of(PYTHON, "-c", "import seccomp"))) {
            return program.waitFor(java.time.Duration.ofSeconds(20)) == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
