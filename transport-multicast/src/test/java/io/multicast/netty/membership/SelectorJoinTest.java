package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multicast.netty.InterfaceChoice;
import io.multicast.netty.InterfaceInfo;
import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins on all that a selector takes. */
class SelectorJoinTest {
    private static final InetAddress GROUP4 = ip("239.60.0.1");
    private static final InetAddress GROUP6 = ip("ff05::60:1");

    private MixedHost mixed;
    private Namespace host;
    private Namespace peer;

    @BeforeEach
    void open() {
        mixed = MixedHost.open();
        host = mixed.host();
        peer = mixed.peer();
    }

    @AfterEach
    void close() {
        if (mixed != null) {
            mixed.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void oneThatDoesNotCarryTheFamilyDoesNotStopTheOthers(Transport transport) throws Exception {
        host.ip("link set eth1 mtu 1000");
        String reason = "has an MTU of 1000, and IPv6 needs 1280";
        assertThat(host.call(() -> InterfaceSelector.usable().choices(GROUP6)))
                .extracting(InterfaceChoice::reason)
                .contains(reason);
        assertThat(host.call(() -> InterfaceSelector.usable().choices(GROUP4)))
                .extracting(InterfaceChoice::reason)
                .doesNotContain(reason);
        assertThat(host.call(() -> InterfaceSelector.usable().chosen(GROUP6)))
                .extracting(InterfaceInfo::name)
                .containsExactly("eth0");
        try (Loop loop = Loop.in(host, transport)) {
            InterfaceSelector usable = InterfaceSelector.usable();
            bind(
                    loop,
                    MulticastInitializer.builder()
                            .join(Membership.of(GROUP4).on(usable))
                            .join(Membership.of(GROUP6).on(usable)));
            assertThat(loop.kernel().devices(GROUP4)).containsExactlyInAnyOrder("eth0", "eth1");
            assertThat(loop.kernel().devices(GROUP6)).containsExactly("eth0");
        }
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
            for (String device : List.of("lo", "eth0", "eth1", "docker0", "tun0")) {
                assertThat(failure.hint()).containsPattern(device + " \\(index \\d+\\) " + "has another name");
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
