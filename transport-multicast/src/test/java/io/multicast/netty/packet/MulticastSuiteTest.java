package io.multicast.netty.packet;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Program;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.socket.DatagramMulticastIPv6Test;
import io.netty.testsuite.transport.socket.DatagramMulticastTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Netty's own multicast tests, as published. They look for an interface of the process and send on it, so they run in a
 * process that lives in a namespace.
 */
class MulticastSuiteTest {
    @Test
    void multicast() {
        try (Lab lab = Lab.open()) {
            Program suite = lab.a()
                    .start(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Dio.netty.leakDetection.level=paranoid",
                            Main.class.getName());
            assertThat(suite.waitFor(Duration.ofSeconds(170)))
                    .as(suite.evidence())
                    .isZero();
            assertThat(suite.stdout()).contains("10 combinations");
            assertThat(suite.stderr()).doesNotContain("LEAK");
        }
    }

    /** What runs in the namespace. */
    static final class Main {
        private static final class Inet extends DatagramMulticastTest {
            void run(BootstrapComboFactory<Bootstrap, Bootstrap> factory) throws Throwable {
                Bootstrap server = factory.newServerInstance();
                Bootstrap client = factory.newClientInstance();
                configure(server, client, PooledByteBufAllocator.DEFAULT);
                testMulticast(server, client);
            }
        }

        private static final class Inet6 extends DatagramMulticastIPv6Test {
            void run(BootstrapComboFactory<Bootstrap, Bootstrap> factory) throws Throwable {
                Bootstrap server = factory.newServerInstance();
                Bootstrap client = factory.newClientInstance();
                configure(server, client, PooledByteBufAllocator.DEFAULT);
                testMulticast(server, client);
            }
        }

        public static void main(String[] arguments) {
            int count = 0;
            try {
                for (BootstrapComboFactory<Bootstrap, Bootstrap> factory : Suite.combinations(INET)) {
                    new Inet().run(factory);
                    count++;
                }
                for (BootstrapComboFactory<Bootstrap, Bootstrap> factory : Suite.combinations(INET6)) {
                    new Inet6().run(factory);
                    count++;
                }
                System.out.println(count + " combinations");
                System.exit(0);
            } catch (Throwable e) {
                System.err.println("after " + count + " combinations: " + Arrays.toString(arguments));
                e.printStackTrace();
                System.exit(1);
            }
        }
    }
}
