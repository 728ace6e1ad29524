package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.InterfaceInfo;
import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.NetworkInterfaces;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Transport;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An interface, named in every way that there is, on a host with another one that is first in all lists. */
class NamedInterfaceTest {
    private static final String GROUP4 = "239.61.0.1";
    private static final String GROUP6 = "ff05::61:1";
    private static final String LONG_NAME = "an-alternative-name-of-much-more-than-fifteen-bytes";
    private static final Map<String, MulticastInterface> WAYS = Map.of(
            "name", MulticastInterface.of("eth1"),
            "alternative name", MulticastInterface.of("feed"),
            "long alternative name", MulticastInterface.of(LONG_NAME),
            "label", MulticastInterface.of("eth1:7"),
            "IPv4 address", MulticastInterface.of(ip("10.62.0.7")),
            "IPv6 address", MulticastInterface.of(ip("fd62::1")));

    private Namespace host;

    @BeforeEach
    void open() {
        host = Namespace.open();
        host.ip(
                "link add eth0 type veth peer name p0",
                "addr add 10.61.0.1/24 dev eth0",
                "addr add fd61::1/64 dev eth0 nodad",
                "link set p0 up",
                "link set eth0 up",
                "route add 239.0.0.0/8 dev eth0");
        create();
    }

    /** Makes eth1 with all its names; it is known by none of them to be there before it is up. */
    private void create() {
        host.ip(
                "link add eth1 type veth peer name p1",
                "link property add dev eth1 altname feed altname " + LONG_NAME,
                "addr add 10.62.0.1/24 dev eth1",
                "addr add 10.62.0.7/24 dev eth1 label eth1:7",
                "addr add fd62::1/64 dev eth1 nodad",
                "link set p1 up",
                "link set eth1 up");
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
    }

    static Stream<Arguments> ways() {
        return WAYS.keySet().stream()
                .flatMap(way -> Stream.of(Transport.values()).map(transport -> Arguments.of(way, transport)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isJoinedSentByAndFollowed(String way, Transport transport) throws Exception {
        MulticastInterface named = WAYS.get(way);
        try (Loop loop = Loop.in(host, transport)) {
            Follower follower = Follower.bind(
                    loop,
                    0,
                    Follower.joining(
                                    Membership.of(GROUP4).on(named),
                                    Membership.of(GROUP6).on(named))
                            .networkInterface(named));
            assertJoined(follower);
            host.ip("link del eth1");
            follower.await(MulticastEvent.Type.LOST, 2);
            create();
            follower.await(MulticastEvent.Type.RESTORED, 2);
            assertJoined(follower);
            follower.multicast().leave(Membership.of(GROUP4).on(named)).sync();
            assertThat(Kernel.of(host).devices(ip(GROUP4))).isEmpty();
        }
    }

    private void assertJoined(Follower follower) throws Exception {
        assertThat(Kernel.of(host).devices(ip(GROUP4))).containsExactly("eth1");
        assertThat(Kernel.of(host).devices(ip(GROUP6))).containsExactly("eth1");
        assertThat(follower.diagnose()).isEmpty();
    }

    private List<InterfaceInfo> chosen(InterfaceSelector selector) {
        return host.call(() -> selector.chosen());
    }

    @Test
    void isFoundInEveryWay() {
        int index = host.index("eth1");
        WAYS.forEach((way, named) -> {
            assertThat(host.call(() -> NetworkInterfaces.find(named))
                            .orElseThrow()
                            .index())
                    .as(way)
                    .isEqualTo(index);
            assertThat(chosen(named))
                    .as(way)
                    .singleElement()
                    .matches(found -> found.name().equals("eth1"));
        });
        assertThat(host.call(() -> NetworkInterfaces.find(MulticastInterface.of("eth1:8"))))
                .isEmpty();
        assertThat(host.call(() -> NetworkInterfaces.find(MulticastInterface.systemDefault())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void addressThatNobodyOrSeveralHaveIsRefused(Transport transport) throws Exception {
        host.ip("addr add 10.62.0.7/32 dev eth0");
        try (Loop loop = Loop.in(host, transport)) {
            Multicast multicast = multicast(loop);
            for (String address : List.of("10.62.0.7", "10.62.0.8", "fd62::8")) {
                Membership membership = Membership.of(GROUP4).on(MulticastInterface.of(ip(address)));
                assertThatThrownBy(() -> multicast.join(membership).sync())
                        .isInstanceOf(MulticastException.class)
                        .hasMessageContaining(
                                "there is no interface that alone has the address " + AddressText.of(ip(address)))
                        .hasMessageContaining("ENODEV");
            }
            assertThat(Kernel.of(host).devices(ip(GROUP4))).isEmpty();
        }
    }

    private static Multicast multicast(Loop loop) throws InterruptedException {
        return Multicast.of(loop.bind(
                loop.bootstrap(
                        StandardProtocolFamily.INET6,
                        MulticastInitializer.builder().build()),
                0));
    }

    @Test
    void outgoingInterfaceIsReadBackAsItWasNamed() throws Exception {
        try (Loop loop = Loop.in(host, Transport.NIO)) {
            Multicast multicast = multicast(loop);
            for (MulticastInterface named : WAYS.values()) {
                multicast.set(MulticastChannelOption.IPV6_MULTICAST_IF, named).sync();
                assertThat(multicast
                                .get(MulticastChannelOption.IPV6_MULTICAST_IF)
                                .get())
                        .isEqualTo(named);
            }
        }
    }

    @Test
    void scopeThatContradictsIsRefusedOnTheUsersLine() {
        int index = host.index("eth1");
        for (String scope : List.of("eth1", "feed", Integer.toString(index), LONG_NAME, "eth1:7")) {
            for (String group : List.of("ff02::61%" + scope, GROUP4 + "%" + scope)) {
                assertThat(host.call(() -> Membership.of(group).on("eth1").networkInterface()))
                        .isEqualTo(MulticastInterface.of("eth1"));
                assertThatThrownBy(() -> host.call(() -> Membership.of(group).on("eth0")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("they contradict")
                        .hasMessageContaining("eth0");
            }
            String source = "fe80::1%" + scope;
            assertThatThrownBy(() ->
                            host.call(() -> Membership.of("ff32::61").on("eth0").from(source)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> host.call(
                            () -> Membership.of("ff32::61").from(source).on("eth0")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> host.call(() -> Membership.of("ff32::61%eth0").except(source)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void scopeThatTurnsOutToContradictIsRefusedAtTheJoin() throws Exception {
        Membership early = Membership.of("ff02::61%eth8").on("eth9"); // nobody knows them yet
        host.ip("link add eth8 type veth peer name eth9", "link set eth8 up", "link set eth9 up");
        try (Loop loop = Loop.in(host, Transport.NIO)) {
            Multicast multicast = multicast(loop);
            assertThatThrownBy(() -> multicast.join(early).sync())
                    .isInstanceOf(MulticastException.class)
                    .hasMessageContaining("eth8");
            assertThat(Kernel.of(host).devices(ip("ff02::61"))).isEmpty();
        }
    }

    @Test
    void scopeNamesTheInterfaceOfASelectorToo() throws Exception {
        try (Loop loop = Loop.in(host, Transport.NIO)) {
            Multicast multicast = multicast(loop);
            multicast
                    .join(Membership.of("ff02::61%feed").on(InterfaceSelector.usable()))
                    .sync();
            assertThat(Kernel.of(host).devices(ip("ff02::61"))).containsExactly("eth1");
            multicast.join(Membership.of("ff32::61").from("fe80::1%eth1")).sync();
            assertThat(Kernel.of(host).devices(ip("ff32::61"))).containsExactly("eth1");
        }
    }

    @Test
    void routeIsByTheInterfaceOfTheScope() {
        for (String device : List.of("eth0", "eth1", "feed", Integer.toString(host.index("eth1")))) {
            String expected = device.equals("eth0") ? "eth0" : "eth1";
            for (String address : List.of("fe80::77", "ff02::fb", "239.1.2.3")) {
                InterfaceSelector selector = InterfaceSelector.routeTo(address + "%" + device);
                Eventually.await( // an interface that was made anew has its IPv6 routes a little later
                        Duration.ofSeconds(5), () -> !chosen(selector).isEmpty(), () -> "no route by " + device);
                assertThat(chosen(selector))
                        .as(address + "%" + device)
                        .singleElement()
                        .matches(found -> found.name().equals(expected));
            }
        }
        assertThat(chosen(InterfaceSelector.routeTo("fe80::77%eth9"))).isEmpty();
    }
}
