package io.multicast.netty.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace for a suite: interfaces and limits of its own, gone with its last process. Where it can't be had
 * the loopback interface has to do, and what needs more is skipped.
 */
final class Isolation {
    private static final String INTERFACE = "bench0";

    private static final String SET_UP = String.join(
            " && ",
            "ip link set lo up",
            "ip link add " + INTERFACE + " type veth peer name bench1",
            "ip addr add 10.77.0.1/24 dev " + INTERFACE,
            "ip link set " + INTERFACE + " up",
            "ip link set bench1 up",
            "sysctl -qw net.ipv4.igmp_max_memberships=100000 net.ipv4.igmp_max_msf=1000 net.core.optmem_max=268435456");

    private final boolean available;

    Isolation() throws InterruptedException {
        available = succeeds(List.of("unshare", "--net", "sh", "-c", SET_UP));
    }

    boolean isAvailable() {
        return available;
    }

    /** The command inside the namespace, with arguments that say where it is. */
    List<String> wrap(List<String> command) {
        List<String> words = new ArrayList<>();
        if (available) {
            words.addAll(List.of("unshare", "--net", "sh", "-c", SET_UP + " && exec \"$@\"", "sh"));
        }
        words.addAll(command);
        if (available) {
            words.addAll(List.of("--isolated", "--interface", INTERFACE));
        }
        return words;
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
