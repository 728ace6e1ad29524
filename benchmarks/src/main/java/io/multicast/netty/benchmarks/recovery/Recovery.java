package io.multicast.netty.benchmarks.recovery;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Time from an interface's coming up to the first datagram of a group, on a channel that follows the network: the interface
 * is deleted and made again with another index, or with the same one, or set down and up. A peer sends every millisecond.
 * The clock starts before {@code ip} is told to set the link up, so its own work counts too. Needs root.
 *
 * <pre>{@code java -cp benchmarks.jar io.multicast.netty.benchmarks.recovery.Recovery [runs]}</pre>
 */
public final class Recovery {
    private static final int LIMIT_MINUTES = 10;

    private Recovery() {}

    /** Takes the number of runs, 20 unless given. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String runs = arguments.length == 0 ? "20" : arguments[0];
        try (Namespaces namespaces = Namespaces.open()) {
            namespaces.set(namespaces.a, "net.ipv6.conf.default.accept_dad", "0");
            namespaces.set(namespaces.b, "net.ipv6.conf.default.accept_dad", "0");
            namespaces.start(namespaces.b, RecoverySender.class);
            Process measuring = namespaces.start(namespaces.a, RecoveryRuns.class, namespaces.b, runs);
            if (!measuring.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || measuring.exitValue() != 0) {
                throw new IOException("the measuring JVM failed");
            }
        }
    }
}
