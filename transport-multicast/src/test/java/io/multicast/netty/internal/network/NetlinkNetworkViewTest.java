package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.jna.LibcNetlink;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Program;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only rtnetlink can see. */
class NetlinkNetworkViewTest extends NetworkViewTest {
    @Override
    NetworkView view() {
        return new NetlinkNetworkView(new LibcNetlink(), new UnusedView());
    }

    @Override
    boolean sees(IpProgram.Link link) {
        return true;
    }

    @Test
    void flagsAndKindsAreTheOnesThatIpShows() {
        create();
        List<InterfaceState> seen = namespace.call(view::interfaces);
        List<IpProgram.Link> shown = IpProgram.links(namespace);
        for (IpProgram.Link link : shown) {
            InterfaceState state = named(seen, link.name());
            boolean portless = link.kind().equals("bridge")
                    && shown.stream().noneMatch(port -> port.master().equals(link.name()));
            assertThat(state.up()).as(link.name()).isEqualTo(link.flags().contains("UP"));
            assertThat(state.carrier()).as(link.name()).isEqualTo(link.flags().contains("LOWER_UP") && !portless);
            assertThat(state.kind()).as(link.name()).isEqualTo(link.kind());
        }
        assertThat(named(seen, "full0").carrier()).isTrue();
        assertThat(named(seen, "empty0").carrier()).isFalse(); // the kernel says that it has
        assertThat(shown)
                .filteredOn(link -> link.name().equals("empty0"))
                .allMatch(link -> link.flags().contains("LOWER_UP"));
        assertThat(named(seen, "dormant0").carrier()).isTrue();
        assertThat(seen).extracting(InterfaceState::index).isSorted();
    }

    @Test
    void recreationWithTheSameIndexIsADeletion() {
        create(4711);
        changes.await("new0", state -> state.index() == 4711);
        assertThat(changes.deleted()).doesNotContain(4711);
        namespace.ip("link del new0", "link add new0 index 4711 type veth peer name new1");
        Eventually.await(
                Duration.ofSeconds(5), () -> changes.deleted().contains(4711), () -> "deleted " + changes.deleted());
        changes.await("new0", state -> state.index() == 4711);
    }

    @Test
    void portThatLeavesItsBridgeIsNotDeleted() {
        create();
        int index = namespace.index("new0");
        namespace.ip("link set new0 up", "link set new1 up");
        namespace.ip("link set new0 master docker0");
        changes.await("docker0", InterfaceState::carrier);
        namespace.ip("link set new0 nomaster");
        changes.await("docker0", state -> !state.carrier());
        assertThat(changes.deleted()).doesNotContain(index);
    }

    @Test
    void scopeLeadsTheRoute() throws UnknownHostException {
        create();
        for (String device : List.of("up0", "port1")) {
            int index = namespace.index(device);
            for (String address : List.of("fe80::77", "ff02::fb")) {
                InetAddress scoped = Inet6Address.getByAddress(null, ip(address).getAddress(), index);
                int found = namespace.call(() -> view.routeTo(scoped));
                assertThat(found).as(address + "%" + device).isEqualTo(index);
            }
        }
    }

    @Test
    void routesToMulticastAndUnreachableAddresses() {
        create();
        namespace.ip("route add 239.1.0.0/16 dev half0", "route add unreachable 10.66.0.0/16");
        namespace.ip("route add blackhole 10.67.0.0/16", "route add unreachable fd66::/32");
        assertThat((int) namespace.call(() -> view.routeTo(ip("239.1.2.3")))).isEqualTo(namespace.index("half0"));
        for (String nowhere : List.of("10.66.0.1", "10.67.0.1", "fd66::1")) {
            assertThat((int) namespace.call(() -> view.routeTo(ip(nowhere))))
                    .as(nowhere)
                    .isZero();
        }
        namespace.ip("route del 239.1.0.0/16 dev half0");
        assertThat((int) namespace.call(() -> view.routeTo(ip("239.1.2.3")))).isZero();
    }

    /** The kernel itself drops messages here, as /proc/net/netlink counts. */
    @Test
    void deletionWhoseMessageWasLostIsTold() throws InterruptedException {
        create();
        int index = changes.await("new0", state -> true).index();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        NetworkView.Watch slow = namespace.call(() -> view.watch(change -> {
            busy.countDown();
            awaitQuietly(free);
        }));
        try {
            namespace.ip("link set up0 mtu 1400");
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 8000; i++) {
                lines.add("link set up0 mtu " + (1401 + i % 99));
            }
            namespace.ip(lines.toArray(String[]::new));
            assertThat(dropped()).isPositive();
            namespace.ip("link del new0");
            free.countDown();
            changes.awaitDeleted("new0", index);
        } finally {
            free.countDown();
            slow.close();
            create();
        }
    }

    /** Of the sockets that are subscribed to links and addresses. */
    private long dropped() {
        return namespace
                .exec("cat", "/proc/net/netlink")
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[3].equals("00000911"))
                .mapToLong(fields -> Long.parseLong(fields[8]))
                .sum();
    }

    /** Printed, not asserted: from the line that {@code ip} is given to what the listener has in hand. */
    @Test
    void printsLatencies() throws InterruptedException {
        create();
        namespace.ip("link set new1 up");
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        long[] each = new long[200];
        NetworkView.Watch watch = namespace.call(() -> view.watch(change -> arrivals.add(System.nanoTime())));
        try (Program ip = namespace.start("ip", "-batch", "-")) {
            for (int i = 0; i < each.length; i++) {
                Thread.sleep(20); // so that what came late has passed
                arrivals.clear();
                long start = System.nanoTime();
                ip.write("link set up1 mtu " + (1400 + i % 2) + "\n");
                Long arrival = arrivals.poll(5, TimeUnit.SECONDS);
                assertThat(arrival).isNotNull();
                each[i] = arrival - start;
            }
        } finally {
            watch.close();
        }
        print("change until told", each);
        for (int i = 0; i < each.length; i++) {
            each[i] = namespace.call(() -> {
                long start = System.nanoTime();
                view.interfaces();
                return System.nanoTime() - start;
            });
        }
        print("interfaces()", each);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %d us, 99 %% %d us%n",
                what, nanos[nanos.length / 2] / 1000, nanos[nanos.length * 99 / 100] / 1000);
    }
}
