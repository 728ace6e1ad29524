package io.multicast.netty.benchmarks.recovery;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What a join costs against the number of groups held: on one channel up to its limit, and spread over channels that share
 * a port up to 10,000. Writes CSV, and a plot as {@code join-cost.svg} in the directory given. Needs root.
 *
 * <pre>{@code java -cp benchmarks.jar io.multicast.netty.benchmarks.recovery.JoinCost [directory]}</pre>
 */
public final class JoinCost {
    private static final int LIMIT_MINUTES = 10;

    private JoinCost() {}

    /** Takes the directory for the plot, the current one unless given. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Namespaces namespaces = Namespaces.open()) {
            namespaces.set(namespaces.a, "net.ipv4.igmp_max_memberships", "20000");
            Ip.once("-netns", namespaces.a, "link", "add", "e0", "type", "veth", "peer", "name", "p0");
            Ip.once("-netns", namespaces.a, "link", "set", "e0", "up");
            Ip.once("-netns", namespaces.a, "link", "set", "p0", "up");
            Process measuring =
                    namespaces.start(namespaces.a, JoinCostRuns.class, arguments.length == 0 ? "." : arguments[0]);
            if (!measuring.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || measuring.exitValue() != 0) {
                throw new IOException("the measuring JVM failed");
            }
        }
    }
}
