package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multicast.netty.InterfaceChoice;
import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Selectors on a host with eth0, eth1, a bridge that a container run time left behind, a VPN's tunnel and a loopback. */
class InterfaceSelectorTest {
    private static final InetAddress GROUP4 = ip("239.60.0.1");
    private static final InetAddress GROUP6 = ip("ff05::60:1");
    private static final String OTHER_NAME = "has another name";
    private static final Map<String, String> USABLE = Map.of(
            "lo", "is the loopback",
            "eth0", "",
            "eth1", "",
            "docker0", "is a bridge without carrier, as containers leave behind",
            "tun0", "is point-to-point");

    private Namespace host;
    private Namespace peer;

    @BeforeEach
    void open() {
        Requirements.require(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
        host = Namespace.open();
        peer = Namespace.open();
        host.ip(
                "link add eth0 type veth peer name p0 netns " + peer.name(),
                "link add eth1 type veth peer name p1 netns " + peer.name(),
                "addr add 10.2.1.1/16 dev eth0",
                "addr add fd02:1::1/32 dev eth0 nodad",
                "addr add 10.2.3.1/24 dev eth1",
                "addr add fd02:1:3::1/64 dev eth1 nodad",
                "link set eth0 up",
                "link set eth1 up",
                "link add docker0 type bridge",
                "addr add 172.17.0.1/16 dev docker0",
                "link set docker0 up",
                "tuntap add dev tun0 mode tun",
                "addr add 10.8.0.1/24 dev tun0",
                "link set tun0 up");
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
        if (peer != null) {
            peer.close();
        }
    }

    /** Interface name to reason; an empty one for those that are taken. */
    private Map<String, String> choices(InterfaceSelector selector) {
        return host.call(selector::choices).stream()
                .peek(choice -> assertThat(choice.isSelected())
                        .isEqualTo(choice.reason().isEmpty()))
                .collect(toMap(choice -> choice.networkInterface().name().orElseThrow(), InterfaceChoice::reason));
    }

    @Test
    void usableTakesTheEthernetsAndSaysWhyNotTheOthers() {
        assertThat(choices(InterfaceSelector.usable())).isEqualTo(USABLE);
        assertThat(choices(InterfaceSelector.usableAndLoopback()))
                .containsEntry("lo", "")
                .containsEntry("eth0", "")
                .containsEntry("tun0", "is point-to-point");
    }

    @Test
    void aBridgeWithACarrierIsUsableAndADownInterfaceIsNot() {
        host.ip("link add port0 type veth peer name port1", "link set port0 master docker0", "link set port0 up");
        host.ip("link set port1 up", "link set eth1 down");

        assertThat(choices(InterfaceSelector.usable()))
                .containsEntry("docker0", "")
                .containsEntry("eth1", "is down");
    }

    @Test
    void namePatterns() {
        assertThat(choices(InterfaceSelector.named("eth*", "!eth1")))
                .isEqualTo(Map.of(
                        "lo", OTHER_NAME,
                        "eth0", "",
                        "eth1", "is refused by its name",
                        "docker0", OTHER_NAME,
                        "tun0", OTHER_NAME));
        assertThat(choices(InterfaceSelector.named("!docker*", "!tun*", "!lo")))
                .containsEntry("eth0", "")
                .containsEntry("eth1", "")
                .containsEntry("docker0", "is refused by its name");
    }

    @Test
    void theLongestPrefixInASubnetWins() {
        String shorter = "has a shorter prefix (16 bits) than another";
        assertThat(choices(InterfaceSelector.inSubnet("10.2.0.0/16")))
                .containsEntry("eth0", shorter)
                .containsEntry("eth1", "")
                .containsEntry("tun0", "has no address there");
        assertThat(choices(InterfaceSelector.inSubnet("10.2.1.0/24")))
                .containsEntry("eth0", "")
                .containsEntry("eth1", "has no address there");
        assertThat(choices(InterfaceSelector.inSubnet("fd02:1::/32")))
                .containsEntry("eth0", "has a shorter prefix (32 bits) than another")
                .containsEntry("eth1", "");
    }

    @Test
    void theInterfaceThatAnAddressIsReachedBy() {
        String none = "no route leads there by it";
        assertThat(choices(InterfaceSelector.routeTo("10.2.3.99")))
                .containsEntry("eth1", "")
                .containsEntry("eth0", none);
        assertThat(choices(InterfaceSelector.routeTo("10.2.9.9")))
                .containsEntry("eth0", "")
                .containsEntry("eth1", none);
        assertThat(choices(InterfaceSelector.routeTo("fd02:1:3::9"))).containsEntry("eth1", "");
        assertThat(choices(InterfaceSelector.routeTo("192.0.2.1")).values()).containsOnly(none);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSelectorThatTakesNothingFailsWithEveryCandidate(Transport transport) throws Exception {
        try (Loop loop = Loop.in(host, transport)) {
            Multicast multicast = Multicast.of(bind(loop, MulticastInitializer.builder()));
            MulticastException failure = catchThrowableOfType(
                    MulticastException.class,
                    () -> multicast
                            .join(Membership.of(GROUP4).on(InterfaceSelector.named("wlan*")))
                            .sync());
            assertThat(failure)
                    .hasMessageContaining("no interface fits")
                    .hasMessageContaining("interfaces named wlan*");
            for (String device : USABLE.keySet()) {
                assertThat(failure.hint()).containsPattern(device + " \\(index \\d+\\) " + OTHER_NAME);
            }
            assertThat(multicast.memberships()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void oneMembershipJoinsAndLeavesAllThatTheSelectorTakes(Transport transport) throws Exception {
        Membership any4 = Membership.of(GROUP4).on(InterfaceSelector.usable());
        Membership one6 = Membership.of(GROUP6).on(InterfaceSelector.usable()).from("fd02::9");
        try (Loop loop = Loop.in(host, transport)) {
            Multicast multicast = Multicast.of(
                    bind(loop, MulticastInitializer.builder().join(any4).join(one6)));
            Kernel kernel = loop.kernel();
            assertThat(kernel.devices(GROUP4)).containsExactlyInAnyOrder("eth0", "eth1");
            assertThat(kernel.devices(GROUP6)).containsExactlyInAnyOrder("eth0", "eth1");
            assertThat(multicast.memberships()).hasSize(4);
            assertThat(multicast.diagnose().get(5, TimeUnit.SECONDS)).isEmpty();

            multicast.leave(any4).sync();
            multicast.leave(one6).sync();
            assertThat(kernel.devices(GROUP4)).isEmpty();
            assertThat(kernel.devices(GROUP6)).isEmpty();
            assertThat(multicast.memberships()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anInterfaceThatAppearsIsJoinedAndOneThatVanishesIsLost(Transport transport) throws Exception {
        try (Loop loop = Loop.in(host, transport)) {
            Follower follower = Follower.bind(
                    loop, 0, Follower.joining(Membership.of(GROUP4).on(InterfaceSelector.usable())));
            follower.events().clear();

            host.ip("link add eth2 type veth peer name p2 netns " + peer.name(), "link set eth2 up");
            follower.await(MulticastEvent.Type.JOINED, 1);
            int index = host.index("eth2");
            assertThat(loop.kernel().devices(GROUP4)).containsExactlyInAnyOrder("eth0", "eth1", "eth2");
            assertThat(told(follower)).containsExactly("JOINED eth2 " + index);

            host.ip("link del eth2");
            follower.await(MulticastEvent.Type.LOST, 1);
            assertThat(told(follower)).containsExactly("JOINED eth2 " + index, "LOST eth2 " + index);
            assertThat(follower.multicast().memberships()).hasSize(2);

            host.ip("link set eth1 down");
            follower.await(MulticastEvent.Type.LEFT, 1);
            assertThat(loop.kernel().devices(GROUP4)).containsExactly("eth0");
            assertThat(follower.diagnose()).isEmpty();
        }
    }

    private static List<String> told(Follower follower) {
        return follower.events().stream()
                .map(event -> event.type() + " " + event.interfaceName() + " " + event.interfaceIndex())
                .toList();
    }

    private static Channel bind(Loop loop, MulticastInitializer.Builder builder) throws InterruptedException {
        return loop.bind(loop.bootstrap(StandardProtocolFamily.INET6, builder.build()), 0);
    }
}
