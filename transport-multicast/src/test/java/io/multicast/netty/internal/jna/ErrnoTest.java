package io.multicast.netty.internal.jna;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.channel.JavaChannels;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Requirements;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The error number is that of the call, though the JVM makes failing calls of its own all the time: for collections, for
 * file opens on other threads and, between two calls, on the same thread.
 */
class ErrnoTest {
    private static final int ROUNDS = 25_000;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int OK = 0;
    private static final int EINVAL = 22;
    private static final int ENOPROTOOPT = 92;
    private static final int EADDRNOTAVAIL = 99;
    private static final File MISSING = new File("/no/such/file");
    private static final InetAddress GROUP = ip("239.77.0.7");

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger opens = new AtomicInteger();
    private final AtomicInteger collections = new AtomicInteger();

    @Test
    void isThatOfTheCall() throws Exception {
        Requirements.procfs();
        Thread opener = repeat(MISSING::lastModified, opens);
        Thread collector = repeat(
                () -> {
                    System.gc();
                    LockSupport.parkNanos(PAUSE_NANOS);
                },
                collections);
        try (SelectableChannel channel = JavaChannels.UDP_INET.open()) {
            assertThat(fail(JavaChannels.descriptor(channel)))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(ENOPROTOOPT, 2 * ROUNDS, EADDRNOTAVAIL, ROUNDS, EINVAL, ROUNDS, OK, ROUNDS));
        } finally {
            done.set(true);
            opener.join(5_000);
            collector.join(5_000);
        }
        assertThat(opens).hasValueGreaterThan(1_000);
        assertThat(collections).hasValueGreaterThan(5);
        assertThat(opener.isAlive() || collector.isAlive()).isFalse();
    }

    /** How often each number came. */
    private static Map<Integer, Integer> fail(int socket) throws IOException {
        Platform platform = Platforms.current();
        SystemTable table = platform.table();
        SocketOptions options = new SocketOptions(table, platform.calls());
        Map<Integer, Integer> seen = new TreeMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            seen.merge(options.set(socket, table.options().get(OptionKey.IPV6_MULTICAST_HOPS), 8), 1, Integer::sum);
            seen.merge(options.group(socket, MembershipCall.LEAVE_GROUP, 1, GROUP), 1, Integer::sum);
            assertThat(MISSING.exists()).isFalse(); // ENOENT on this thread
            seen.merge(options.set(socket, table.options().get(OptionKey.IP_MULTICAST_TTL), 256), 1, Integer::sum);
            seen.merge(options.get(socket, table.options().get(OptionKey.IP_MULTICAST_TTL)), 1, Integer::sum);
            seen.merge(options.set(socket, table.options().get(OptionKey.IPV6_MULTICAST_IF), 1), 1, Integer::sum);
        }
        return seen;
    }

    private Thread repeat(Runnable body, AtomicInteger count) {
        Thread thread = new Thread(
                () -> {
                    while (!done.get()) {
                        body.run();
                        count.incrementAndGet();
                    }
                },
                "disturbance");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
