package io.multicast.netty.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a test needs of the machine. Unmet, the test is skipped and says why; with {@code -Dtests.strict=true} it fails, so
 * that a machine that should have everything cannot skip in silence.
 */
public final class Requirements {
    private static final boolean STRICT = Boolean.getBoolean("tests.strict");

    private Requirements() {}

    /** The user is root. */
    public static void root() {
        procfs();
        require(userOf(Path.of("/proc/self")) == 0, "needs root");
    }

    /** A Linux process file system. */
    public static void procfs() {
        require(Files.isDirectory(Path.of("/proc/thread-self/net")), "needs Linux with /proc");
    }

    /** An IPv6 stack that is switched on, as the Java run time looks for it. */
    public static void ipv6() {
        require(Files.exists(Path.of("/proc/thread-self/net/if_inet6")), "needs IPv6");
    }

    /** A program on the PATH. */
    public static void program(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        require(found, "needs the program " + name);
    }

    /** A transport that can be used here; that io_uring is not part of Netty 4.1 is no failing. */
    public static void transport(Transport transport) {
        String reason = transport + ": " + transport.unavailabilityCause().orElse("available");
        if (transport.isMissingFromNetty()) {
            abort(reason);
        }
        require(transport.isAvailable(), reason);
    }

    /** Anything else: skips the test, or fails it if strict, unless the condition holds. */
    public static void require(boolean met, String reason) {
        require(met, reason, STRICT);
    }

    static void require(boolean met, String reason, boolean strict) {
        if (met) {
            return;
        }
        if (strict) {
            fail("tests.strict: " + reason);
        }
        abort(reason);
    }

    private static int userOf(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            return -1;
        }
    }
}
