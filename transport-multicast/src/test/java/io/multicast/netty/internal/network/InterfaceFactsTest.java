package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.jna.LibcNames;
import io.multicast.netty.internal.jna.LibcNetlink;
import io.multicast.netty.internal.network.InterfaceState.Master;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the running kernel says of interfaces: once when it is asked, and again as it changes. */
class InterfaceFactsTest {
    private static final String LONG_NAME = "an-alternative-name-of-much-more-than-fifteen-bytes";
    private static final String OFF = "has IPv6 switched off";

    private final NetworkView view = new NetlinkNetworkView(new LibcNetlink(), new UnusedView());
    private Namespace namespace;
    private Changes changes;

    @BeforeEach
    void open() {
        Requirements.ipv6();
        namespace = Namespace.open();
        namespace.ip("link add eth0 type veth peer name p0", "link set p0 up", "link set eth0 up");
        changes = new Changes(view, namespace);
    }

    @AfterEach
    void close() {
        if (changes != null) {
            changes.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    private InterfaceState seen(String name) {
        return NetworkViewTest.named(namespace.call(view::interfaces), name);
    }

    /** Told so, and found so when asked. */
    private void await(String name, Predicate<InterfaceState> condition) {
        changes.await(name, condition);
        assertThat(seen(name)).matches(condition);
    }

    private void set(String setting, String value) throws IOException {
        namespace.run(() -> Files.writeString(Path.of("/proc/sys/net/ipv6/conf", setting), value));
    }

    private int indexOf(String name) {
        return namespace.call(() -> new ListedNames(new LibcNames(), view).indexOf(name));
    }

    @Test
    void alternativeNamesAndLabels() {
        namespace.ip(
                "link property add dev eth0 altname feed altname " + LONG_NAME,
                "addr add 10.1.0.1/24 dev eth0",
                "addr add 10.1.0.7/24 dev eth0 label eth0:7");
        Set<String> names = Set.of("feed", LONG_NAME, "eth0:7");
        await("eth0", state -> state.otherNames().equals(names));
        for (String name : names) {
            assertThat(indexOf(name)).as(name).isEqualTo(namespace.index("eth0"));
        }
        assertThat(indexOf("eth0:8")).isZero();
        assertThat(indexOf(LONG_NAME + "2")).isZero();
        namespace.ip("link set eth0 name eth7");
        await("eth7", state -> state.otherNames().equals(Set.of("feed", LONG_NAME, "eth7:7")));
        namespace.ip("link property del dev eth7 altname feed", "addr del 10.1.0.7/24 dev eth7");
        await("eth7", state -> state.otherNames().equals(Set.of(LONG_NAME)));
    }

    @Test
    void portsOfABridge() {
        namespace.ip("link add docker0 type bridge", "link set docker0 up", "link set eth0 master docker0");
        Master docker0 = new Master(namespace.index("docker0"), "docker0", "bridge");
        await("eth0", state -> docker0.equals(state.master()));
        await("docker0", state -> state.carrier() && state.master() == null);
        namespace.ip("link set eth0 nomaster");
        await("eth0", state -> state.master() == null);
        await("docker0", state -> !state.carrier());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bond", "team", "vrf"})
    void portsOfOtherMasters(String kind) {
        String more = kind.equals("vrf") ? " table 10" : "";
        try {
            namespace.ip("link add m0 type " + kind + more);
        } catch (IllegalStateException e) {
            System.out.println("this kernel has no " + kind + ": the bytes alone are tested");
            return;
        }
        namespace.ip("link set eth0 down", "link set eth0 master m0");
        await("eth0", state -> new Master(namespace.index("m0"), "m0", kind).equals(state.master()));
    }

    @Test
    void tapIsNoTun() {
        Requirements.require(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
        namespace.ip("tuntap add tap0 mode tap", "tuntap add tun0 mode tun");
        await("tap0", state -> state.kind().equals("tap"));
        await("tun0", state -> state.kind().equals("tun"));
    }

    @Test
    void smallMtuTakesIpv6AwayAndALargerOneBringsItBack() {
        await("eth0", state -> state.mtu() == 1500 && state.refusals().isEmpty());
        namespace.ip("link set eth0 mtu 1279");
        await("eth0", state -> state.refusals().containsValue("has an MTU of 1279, and IPv6 needs 1280"));
        namespace.ip("link set eth0 mtu 1280");
        await("eth0", state -> state.mtu() == 1280 && state.refusals().isEmpty());
    }

    @Test
    void ipv6IsSwitchedOffAndOn() throws IOException {
        await("eth0", state -> state.addresses().size() == 1);
        set("eth0/disable_ipv6", "1");
        await("eth0", state -> OFF.equals(state.refusals().get(Family.IPV6)));
        assertThat(seen("eth0").refusals()).doesNotContainKey(Family.IPV4);
        set("eth0/disable_ipv6", "0");
        await("eth0", state -> state.refusals().isEmpty());
        changes.await("eth0", state -> state.addresses().size() == 1); // without one the kernel does not tell
        set("all/disable_ipv6", "1");
        await("eth0", state -> OFF.equals(state.refusals().get(Family.IPV6)));
    }

    @Test
    void statesOfAddresses() {
        namespace.ip("addr add fd01::1/64 dev eth0 nodad", "addr add fd01::2/64 dev eth0");
        changes.await("eth0", state -> has(state, "fd01::2", InterfaceAddress::tentative));
        await("eth0", state -> has(state, "fd01::2", address -> !address.tentative()));
        assertThat(seen("eth0")).matches(state -> has(state, "fd01::1", address -> !address.tentative()));
        namespace.ip("addr change fd01::1/64 dev eth0 preferred_lft 0", "addr add fd01::2/64 dev p0");
        await("eth0", state -> has(state, "fd01::1", InterfaceAddress::deprecated));
        await("p0", state -> has(state, "fd01::2", InterfaceAddress::duplicate));
    }

    private static boolean has(InterfaceState state, String address, Predicate<InterfaceAddress> condition) {
        return state.addresses().stream()
                .anyMatch(own -> own.prefix().address().equals(ip(address)) && condition.test(own));
    }

    @Test
    void addressesOfOneHostInSeveralNetworks() {
        namespace.ip(
                "addr add 10.1.0.1/24 dev eth0",
                "addr add 10.1.0.1/16 dev eth0",
                "addr add 10.1.0.1 peer 10.9.0.1/32 dev eth0");
        await("eth0", state -> state.addresses().size() == 4);
        namespace.ip("addr del 10.1.0.1/16 dev eth0");
        await("eth0", state -> state.addresses().size() == 3);
    }

    @Test
    void routesAreTold() {
        namespace.ip("addr add 10.1.0.1/24 dev eth0", "addr add 10.2.0.1/24 dev p0");
        try (RoutesTold told = new RoutesTold(view, namespace)) {
            for (String route : new String[] {
                "route add 239.0.0.0/8 dev eth0",
                "route replace 239.0.0.0/8 dev p0",
                "route del 239.0.0.0/8",
                "-6 route add ff15::/16 dev eth0 table local",
                "rule add to 239.0.0.0/8 table 77",
                "-6 rule add to ff15::/16 table 77"
            }) {
                told.settle();
                namespace.exec(("ip " + route).split(" "));
                told.awaitNext(route);
            }
        }
    }

    private static boolean isSettled(InterfaceState state) {
        return state.addresses().size() == 1 && !state.addresses().get(0).tentative();
    }

    @Test
    void churnTakesNothingAwayThatIsStill() {
        namespace.ip(IntStream.range(0, 300)
                .mapToObj(i -> "link add v" + i + " type veth peer name w" + i)
                .toArray(String[]::new));
        changes.await("eth0", InterfaceFactsTest::isSettled);
        changes.await("p0", InterfaceFactsTest::isSettled);
        changes.settle();
        Set<Integer> still = Set.copyOf(namespace.call(view::interfaces).indexes());
        changes.forget();
        Thread churn = new Thread(() -> {
            for (int i = 0; i < 10; i++) {
                namespace.ip(IntStream.range(0, 40)
                        .mapToObj(n -> n % 2 == 0 ? "link add x type bridge" : "link del x")
                        .toArray(String[]::new));
            }
        });
        churn.start();
        int looks = 0;
        while (churn.isAlive() && looks < 10_000) {
            assertThat(namespace.call(view::interfaces).indexes()).containsAll(still);
            looks++;
        }
        Eventually.await(Duration.ofSeconds(20), () -> !churn.isAlive(), () -> "ip still runs");
        changes.settle();
        assertThat(looks).isPositive();
        assertThat(changes.deleted()).doesNotContainAnyElementsOf(still).isNotEmpty();
        assertThat(changes.changed()).doesNotContainAnyElementsOf(still);
    }
}
