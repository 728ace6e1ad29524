package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every view must see, in a namespace with interfaces of many kinds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkViewTest {
    private static final String ADDRESS = "addr add 10.54.0.1/24 dev new0";
    private static final List<String> OPTIONAL_KINDS = List.of(
            "link add dummy0 type dummy",
            "link add link up0 name vlan5 type vlan id 5",
            "link add link up0 name mac0 type macvlan",
            "link add ifb9 type ifb");

    final NetworkView view = view();
    Namespace namespace;
    Changes changes;

    abstract NetworkView view();

    @BeforeAll
    void open() {
        Requirements.program("python3");
        Requirements.ipv6();
        namespace = Namespace.open();
        namespace.ip(
                "link add up0 type veth peer name up1",
                "link set up0 up",
                "link set up1 up",
                "addr add 10.1.0.1/24 dev up0",
                "addr add 10.1.0.2/24 dev up0",
                "addr add 10.2.0.1 peer 10.2.0.9/32 dev up0",
                "addr add fd99::1/64 dev up0 nodad",
                "addr add fd98::1 peer fd98::9/128 dev up0 nodad",
                "link add half0 type veth peer name half1",
                "link set half0 up",
                "addr add 10.3.0.1/16 dev half0",
                "link add down0 type veth peer name down1",
                "link add empty0 type bridge",
                "link set empty0 up",
                "addr add 172.17.0.1/16 dev empty0",
                "link add docker0 type bridge",
                "link set docker0 address 02:42:00:00:00:01",
                "link set docker0 up",
                "link add full0 type bridge",
                "link set full0 up",
                "link add port0 type veth peer name port1",
                "link set port0 master full0 up",
                "link set port1 up",
                "link add dormant0 type veth peer name dormant1",
                "link set dormant0 mode dormant up",
                "link set dormant1 up",
                "tuntap add tun0 mode tun",
                "link set tun0 up",
                "addr add 10.8.0.1/24 dev tun0",
                "tuntap add tap0 mode tap",
                "link set tap0 up");
        for (String line : OPTIONAL_KINDS) {
            try {
                namespace.ip(line);
            } catch (IllegalStateException e) {
                System.out.println("this kernel can't: ip " + line);
            }
        }
    }

    @AfterAll
    void close() {
        if (namespace != null) {
            namespace.close();
        }
    }

    @BeforeEach
    void watch() {
        changes = new Changes(view, namespace);
    }

    @AfterEach
    void stop() {
        if (changes != null) {
            changes.close();
        }
        namespace.ip("link del new0");
    }

    /** Makes new0, which each test must, with an address, as java.net needs one. */
    void create() {
        create(0);
    }

    void create(int index) {
        String wanted = index == 0 ? "" : " index " + index;
        namespace.ip("link add new0" + wanted + " type veth peer name new1", ADDRESS);
    }

    private int created() {
        create();
        int index = changes.await("new0", state -> true).index();
        changes.settle();
        return index;
    }

    /** Whether this view can see the interface at all. */
    abstract boolean sees(IpProgram.Link link);

    @Test
    void interfacesAreTheOnesThatIpShows() {
        create();
        List<InterfaceState> seen = namespace.call(view::interfaces);
        List<IpProgram.Link> shown =
                IpProgram.links(namespace).stream().filter(this::sees).toList();
        assertThat(seen).extracting(InterfaceState::index).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(InterfaceState::name)
                .containsExactlyInAnyOrderElementsOf(
                        shown.stream().map(IpProgram.Link::name).toList());
        for (IpProgram.Link link : shown) {
            InterfaceState state = named(seen, link.name());
            assertThat(state.index()).as(link.name()).isEqualTo(link.index());
            assertThat(state.loopback()).as(link.name()).isEqualTo(link.flags().contains("LOOPBACK"));
            assertThat(state.pointToPoint())
                    .as(link.name())
                    .isEqualTo(link.flags().contains("POINTOPOINT"));
            assertThat(state.multicast()).as(link.name()).isEqualTo(link.flags().contains("MULTICAST"));
            assertThat(prefixes(state)).as(link.name()).containsExactlyInAnyOrderElementsOf(link.addresses());
        }
    }

    private static List<AddressPrefix> prefixes(InterfaceState state) {
        return state.addresses().stream().map(InterfaceAddress::prefix).toList();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static InterfaceState named(List<InterfaceState> states, String name) {
        return states.stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.77", "10.3.9.9", "10.8.0.9", "192.0.2.1", "239.1.2.3", "224.0.0.251", "fd99::77"})
    void routeIsTheOneThatIpShows(String address) {
        create();
        String device = IpProgram.route(namespace, address);
        int index = namespace.call(() -> view.routeTo(ip(address)));
        assertThat(index).as(address + " by " + device).isEqualTo(device.isEmpty() ? 0 : namespace.index(device));
    }

    @Test
    void seesInterfacesComeAndGo() {
        int index = created();
        assertThat(index).isEqualTo(namespace.index("new0"));
        namespace.ip("link del new0");
        changes.awaitDeleted("new0", index);
        create();
        int again = changes.await("new0", state -> true).index();
        assertThat(again).isNotEqualTo(index);
        assertThat(changes.deleted()).doesNotContain(again);
    }

    @Test
    void seesRename() {
        int index = created();
        namespace.ip("link set new0 name other0");
        assertThat(changes.await("other0", state -> true).index()).isEqualTo(index);
        assertThat(changes.deleted()).doesNotContain(index);
        namespace.ip("link set other0 name new0");
        changes.await("new0", state -> true);
    }

    @Test
    void seesUpAndDown() {
        created();
        namespace.ip("link set new0 up", "link set new1 up");
        changes.await("new0", state -> state.up() && state.carrier());
        namespace.ip("link set new0 down");
        changes.await("new0", state -> !state.up() && !state.carrier());
    }

    @Test
    void seesAddresses() {
        AddressPrefix four = new AddressPrefix(ip("10.55.0.1"), 24);
        AddressPrefix six = new AddressPrefix(ip("fd55::1"), 64);
        created();
        namespace.ip("addr add 10.55.0.1/24 dev new0");
        changes.await("new0", state -> prefixes(state).contains(four));
        changes.settle();
        namespace.ip("addr add fd55::1/64 dev new0 nodad");
        changes.await("new0", state -> prefixes(state).containsAll(List.of(four, six)));
        namespace.ip("addr del 10.55.0.1/24 dev new0", "addr del fd55::1/64 dev new0");
        changes.await(
                "new0",
                state -> !prefixes(state).contains(four) && !prefixes(state).contains(six));
    }

    @Test
    void interfaceThatMovesAwayIsDeleted() {
        int index = created();
        try (Namespace other = Namespace.open()) {
            namespace.ip("link set new0 netns " + other.name());
            changes.awaitDeleted("new0", index);
            other.ip("link set new0 netns " + namespace.name());
            namespace.ip(ADDRESS);
            changes.await("new0", state -> true);
        }
    }
}
