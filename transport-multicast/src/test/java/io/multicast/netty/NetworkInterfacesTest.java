package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host's interfaces, without a channel. */
class NetworkInterfacesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BlockingQueue<InterfaceChange> told = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private Namespace host;

    @BeforeEach
    void open() {
        Requirements.ipv6();
        host = Namespace.open();
        host.ip(
                "link add br0 type bridge",
                "link add eth0 type veth peer name p0",
                "link property add dev eth0 altname feed",
                "addr add 10.1.0.1/24 dev eth0",
                "addr add 10.1.0.7/24 dev eth0 label eth0:7",
                "addr add fd01::1/64 dev eth0 nodad",
                "link set p0 master br0",
                "link set p0 up",
                "link set eth0 mtu 1400",
                "link set eth0 up");
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
        if (host != null) {
            host.close();
        }
    }

    private InterfaceInfo info(String name) {
        return host.call(() -> NetworkInterfaces.find(MulticastInterface.of(name)))
                .orElseThrow();
    }

    private InterfaceChange next() throws InterruptedException {
        InterfaceChange change = told.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        return change;
    }

    @Test
    void listsWhatThereIs() {
        List<InterfaceInfo> all = host.call(NetworkInterfaces::list);
        assertThat(all).extracting(InterfaceInfo::name).containsExactlyInAnyOrder("lo", "br0", "p0", "eth0");
        assertThat(all).extracting(InterfaceInfo::index).isSorted();
        Eventually.await( // while addresses are still being looked at for duplicates they change
                LIMIT,
                () -> host.call(NetworkInterfaces::list).equals(host.call(NetworkInterfaces::list)),
                () -> "never twice the same: " + all);
        InterfaceInfo eth0 = info("feed");
        assertThat(eth0.index()).isEqualTo(host.index("eth0"));
        assertThat(eth0.otherNames()).containsExactlyInAnyOrder("feed", "eth0:7");
        assertThat(eth0.kind()).isEqualTo("veth");
        assertThat(eth0.mtu()).isEqualTo(1400);
        assertThat(eth0.isUp() && eth0.hasCarrier() && eth0.supportsMulticast()).isTrue();
        assertThat(eth0.isLoopback() || eth0.isPointToPoint()).isFalse();
        assertThat(eth0.master()).isEmpty();
        assertThat(eth0.networkInterface().index()).hasValue(eth0.index());
        assertThat(eth0.toString()).startsWith("eth0 (index " + eth0.index() + ", up, veth, 10.1.0.1/24, ");
        assertThat(info("p0").master()).hasValue(new InterfaceInfo.Master(host.index("br0"), "br0", "bridge"));
        assertThat(info("lo").isLoopback()).isTrue();
    }

    @Test
    void addressesCanBeBound() throws Exception {
        Eventually.await(
                LIMIT,
                () -> info("eth0").addresses().size() == 4
                        && info("eth0").addresses().stream().noneMatch(InterfaceInfo.Address::isTentative),
                () -> info("eth0").toString());
        List<InterfaceInfo.Address> addresses = info("eth0").addresses();
        assertThat(addresses)
                .contains(
                        new InterfaceInfo.Address(ip("10.1.0.1"), 24, "eth0", false, false, false),
                        new InterfaceInfo.Address(ip("10.1.0.7"), 24, "eth0:7", false, false, false),
                        new InterfaceInfo.Address(ip("fd01::1"), 64, "", false, false, false));
        for (InterfaceInfo.Address address : addresses) {
            InetAddress bound = host.call(() -> {
                try (ServerSocket socket = new ServerSocket(0, 1, address.address())) {
                    return socket.getInetAddress();
                }
            });
            assertThat(bound).isEqualTo(address.address()); // a link-local one needs its scope
        }
    }

    @Test
    void carriesWhatIsSwitchedOn() {
        assertThat(info("eth0").carries(StandardProtocolFamily.INET)).isTrue();
        assertThat(info("eth0").carries(StandardProtocolFamily.INET6)).isTrue();
        assertThat(info("eth0").carries(StandardProtocolFamily.UNIX)).isFalse();
        host.ip("link set eth0 mtu 1000");
        assertThat(info("eth0").carries(StandardProtocolFamily.INET)).isTrue();
        assertThat(info("eth0").carries(StandardProtocolFamily.INET6)).isFalse();
    }

    @Test
    void tellsOfAllAtFirstAndThenOfChanges() throws Exception {
        NetworkInterfaces.Subscription subscription = host.call(() -> NetworkInterfaces.watch(executor, told::add));
        InterfaceChange first = next();
        assertThat(first.changed()).isEqualTo(first.interfaces()).hasSize(4);
        assertThat(first.deleted()).isEmpty();
        int index = host.index("br0");
        host.ip("link del br0");
        Eventually.await(LIMIT, () -> next().deleted().contains(index), () -> "no deletion of " + index);
        host.ip("link add br0 type bridge");
        Eventually.await(
                LIMIT,
                () -> next().changed().stream().anyMatch(info -> info.name().equals("br0")),
                () -> "no br0");
        subscription.close();
        subscription.close();
        told.clear();
        host.ip("link del br0");
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void callsOneAtATimeAndMergesWhatWaits() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        List<Integer> together = new CopyOnWriteArrayList<>();
        try (var watch = host.call(() -> NetworkInterfaces.watch(executor, change -> {
            together.add(inside.incrementAndGet());
            awaitQuietly(free);
            inside.decrementAndGet();
            told.add(change);
        }))) {
            for (int i = 0; i < 20; i++) {
                host.ip("link add x" + i + " type bridge");
            }
            free.countDown();
            Eventually.await(LIMIT, () -> next().interfaces().size() == 24, () -> "not all " + watch);
        }
        assertThat(together).containsOnly(1).hasSizeLessThan(20);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listenerThatThrowsIsToldOfTheNextChange() throws Exception {
        try (var watch = host.call(() -> NetworkInterfaces.watch(executor, change -> {
            told.add(change);
            throw new AssertionError("on purpose, by a test");
        }))) {
            next();
            host.ip("link add x0 type bridge");
            next();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void executorThatRefusesEndsIt() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Executor once = call -> {
            if (!told.isEmpty()) {
                refused.incrementAndGet();
                throw new RejectedExecutionException("on purpose, by a test");
            }
            call.run();
        };
        host.call(() -> NetworkInterfaces.watch(once, told::add));
        host.ip("link add x0 type bridge");
        Eventually.await(LIMIT, () -> refused.get() == 1, () -> "refused " + refused);
        host.ip("link add x1 type bridge");
        assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(refused).hasValue(1);
    }

    @Test
    void nothingIsRefusedAtOnce() {
        assertThatThrownBy(() -> NetworkInterfaces.watch(null, told::add)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> NetworkInterfaces.watch(Runnable::run, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> NetworkInterfaces.find(null)).isInstanceOf(NullPointerException.class);
    }
}
