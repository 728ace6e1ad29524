package io.multicast.netty.testing;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Kernel.Filter;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the kernel, against memberships made by socat and Python. */
@Timeout(60)
class KernelTest extends SharedLab {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_BLOCK_SOURCE = 43;
    private static final int MCAST_JOIN_SOURCE_GROUP = 46;

    private static Kernel kernel;

    @BeforeAll
    static void prepare() {
        Requirements.program("socat");
        Requirements.program("python3");
        kernel = Kernel.of(lab.b());
    }

    @ParameterizedTest
    @CsvSource({"239.1.2.3, vb0", "239.1.2.4, vb2", "ff15::1:2:3, vb0", "ff15::1:2:4, vb1"})
    void seesTheJoinsOfSocat(String literal, String device) {
        InetAddress group = ip(literal);
        assertThat(kernel.users(device, group)).isZero();
        try (Program first = Socat.receive(lab.b(), device, group, 5001);
                Program second = Socat.receive(lab.b(), device, group, 5001)) {
            assertThat(kernel.users(device, group)).isEqualTo(2);
            assertThat(kernel.devices(group)).containsExactly(device);
            assertThat(first.isAlive()).isTrue();
            assertThat(second.isAlive()).isTrue();
        }
        Eventually.await(SOON, () -> kernel.users(device, group) == 0, lab::evidence);
    }

    @Test
    void seesTheKernelsOwnGroups() {
        assertThat(kernel.memberships("vb0")).containsKeys(ip("224.0.0.1"), ip("ff02::1"));
        assertThat(kernel.memberships("vb2")).containsKey(ip("224.0.0.1"));
        assertThat(kernel.memberships("vb9")).isEmpty();
        assertThat(Kernel.here().memberships("vb0")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"232.1.2.3, 10.99.0.1, vb0", "ff35::1:2:3, fd98::1, vb1"})
    void seesIncludedAndExcludedSources(String literal, String source, String device) {
        InetAddress group = ip(literal);
        int index = lab.index(device);
        try (Program included = member(index, literal, MCAST_JOIN_SOURCE_GROUP + ":" + source)) {
            assertThat(kernel.filters(group)).containsExactly(new Filter(index, group, ip(source), 1, 0));
            assertThat(included.isAlive()).isTrue();
        }
        Eventually.await(SOON, () -> kernel.filters(group).isEmpty(), lab::evidence);
        try (Program excluded = member(index, literal, MCAST_JOIN_GROUP + ":", MCAST_BLOCK_SOURCE + ":" + source)) {
            assertThat(kernel.filters(group)).containsExactly(new Filter(index, group, ip(source), 0, 1));
            assertThat(kernel.users(device, group)).isEqualTo(1);
            assertThat(excluded.isAlive()).isTrue();
        }
    }

    /** Python makes the calls, each given as "number:source". */
    private static Program member(int index, String group, String... calls) {
        String script = """
                import socket, struct, sys, time
                six = ':' in sys.argv[2]
                family, level = (socket.AF_INET6, 41) if six else (socket.AF_INET, 0)
                def address(text):
                    packed = socket.inet_pton(family, text)
                    head = struct.pack('=HHI', family, 0, 0) if six else struct.pack('=HH', family, 0)
                    return (head + packed).ljust(128, bytes(1))
                s = socket.socket(family, socket.SOCK_DGRAM)
                for call in sys.argv[3:]:
                    name, source = call.split(':', 1)
                    value = struct.pack('=II', int(sys.argv[1]), 0) + address(sys.argv[2])
                    s.setsockopt(level, int(name), value + (address(source) if source else b''))
                print('joined', flush=True)
                time.sleep(60)
                """;
        String[] command = new String[5 + calls.length];
        System.arraycopy(new String[] {"python3", "-c", script, "" + index, group}, 0, command, 0, 5);
        System.arraycopy(calls, 0, command, 5, calls.length);
        Program program = lab.b().start(command);
        program.awaitOutput("joined", SOON);
        return program;
    }
}
