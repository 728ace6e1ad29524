package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.jna.LibcNetlink;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The machine's own network, which any user may look at. */
class NetlinkHereTest {
    private static final int CYCLES = 10_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final NetworkView view = new NetlinkNetworkView(new LibcNetlink(), new UnusedView());
    private final long others = threads();

    @BeforeAll
    static void linux() {
        Requirements.procfs();
    }

    @Test
    void platformHasIt() {
        assertThat(Platforms.current().network()).isInstanceOf(NetlinkNetworkView.class);
    }

    @Test
    void showsAtLeastWhatJavaShows() throws SocketException {
        List<InterfaceState> seen = view.interfaces();
        for (NetworkInterface shown : NetworkInterface.networkInterfaces().toList()) {
            InterfaceState state = NetworkViewTest.named(seen, shown.getName());
            assertThat(state.index()).isEqualTo(shown.getIndex());
            assertThat(state.up() && state.carrier()).as(shown.getName()).isEqualTo(shown.isUp());
            assertThat(state.loopback()).isEqualTo(shown.isLoopback());
            assertThat(state.multicast()).isEqualTo(shown.supportsMulticast());
            assertThat(state.addresses()).hasSize(shown.getInterfaceAddresses().size());
        }
    }

    @Test
    void routeToLoopback() throws SocketException {
        int index = NetworkInterface.getByInetAddress(ip("127.0.0.1")).getIndex();
        assertThat(view.routeTo(ip("127.0.0.1"))).isEqualTo(index);
    }

    @Test
    void watchingLeavesNothingBehind() throws IOException {
        view.watch(change -> {}).close();
        awaitThreads(0);
        long before = descriptors();
        long start = System.nanoTime();
        for (int i = 0; i < CYCLES; i++) {
            view.watch(change -> {}).close();
        }
        long nanos = System.nanoTime() - start;
        awaitThreads(0);
        assertThat(descriptors()).isLessThan(before + CYCLES / 100);
        System.out.println("watch and stop: " + nanos / CYCLES / 1000 + " us");
    }

    @Test
    void manyListenersShareAThread() {
        List<NetworkView.Watch> stops = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stops.add(view.watch(change -> {}));
        }
        assertThat(threads()).isBetween(1L, others + 1);
        stops.subList(0, 99).forEach(NetworkView.Watch::close);
        assertThat(threads()).isPositive();
        stops.get(99).close();
        awaitThreads(0);
    }

    private void awaitThreads(int wanted) {
        Eventually.await(SOON, () -> threads() <= others + wanted, () -> threads() + " threads");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("multicast-network-watcher"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
