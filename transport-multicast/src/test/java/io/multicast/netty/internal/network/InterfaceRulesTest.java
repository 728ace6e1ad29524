package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.network.InterfaceState.Flag;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule takes, and what it says of the others. */
class InterfaceRulesTest {
    private static final InterfaceState LO = States.ethernet(1, "lo")
            .flag(Flag.LOOPBACK, true)
            .flag(Flag.MULTICAST, false)
            .state();
    private static final InterfaceState ETH0 = States.ethernet(2, "eth0")
            .otherNames("enp3s0", "eth0:7")
            .address("10.2.1.1", 16)
            .address("fe80::2", 64)
            .state();
    private static final InterfaceState ETH1 = States.ethernet(3, "eth1")
            .address("10.2.3.1", 24)
            .address("fe80::3", 64)
            .state();

    /** Has one route for everything, or fails to tell. */
    private record Routes(int index, boolean failing) implements NetworkView {
        @Override
        public InterfaceList interfaces() {
            throw new AssertionError("the rule is given them");
        }

        @Override
        public int routeTo(InetAddress address, int by) {
            if (failing) {
                throw NetworkException.opening(Rtnetlink.EMFILE);
            }
            return by == 0 ? index : by;
        }

        @Override
        public Watch watch(Consumer<NetworkChange> listener) {
            throw new AssertionError("a rule does not watch");
        }
    }

    private static Map<String, String> judge(InterfaceRule rule, Family family, InterfaceState... states) {
        return rule.judge(InterfaceList.of(states), family, new Routes(2, false)).stream()
                .collect(toMap(verdict -> verdict.state().name(), InterfaceRule.Verdict::refusal));
    }

    private static String usable(States state) {
        InterfaceState built = state.state();
        return judge(InterfaceRules.usable(false), null, built).get(built.name());
    }

    @ParameterizedTest
    @CsvSource({
        "bridge, is a port of docker0",
        "bond, is a port of docker0",
        "team, is a port of docker0",
        "openvswitch, is a port of docker0",
        "'', is a port of docker0",
        "vrf, ''",
    })
    void portsHandAllToTheirMasterButThoseOfAVrf(String masterKind, String refusal) {
        assertThat(usable(States.ethernet(5, "veth7").kind("veth").portOf(9, "docker0", masterKind)))
                .isEqualTo(refusal);
    }

    @Test
    void masterWithoutANameIsGivenByItsIndex() {
        assertThat(usable(States.ethernet(5, "veth7").portOf(9, "", "bond"))).isEqualTo("is a port of interface 9");
    }

    @ParameterizedTest
    @CsvSource({
        "tun, is a tunnel (tun)",
        "tap, ''",
        "wireguard, is a tunnel (wireguard)",
        "vxlan, is a tunnel (vxlan)",
        "veth, ''",
        "vlan, ''",
        "bond, ''",
        "bridge, ''",
    })
    void kinds(String kind, String refusal) {
        assertThat(usable(States.ethernet(5, "x0").kind(kind))).isEqualTo(refusal);
    }

    @Test
    void familiesAreJudgedApart() {
        States small = States.ethernet(5, "small0").without(Family.IPV6, "has an MTU of 1000, and IPv6 needs 1280");
        for (InterfaceRule rule : List.of(
                InterfaceRules.usable(false),
                InterfaceRules.named(List.of("*")),
                InterfaceRules.where("any", state -> true))) {
            assertThat(judge(rule, Family.IPV6, small.state(), ETH0))
                    .isEqualTo(Map.of("small0", "has an MTU of 1000, and IPv6 needs 1280", "eth0", ""));
            assertThat(judge(rule, Family.IPV4, small.state())).containsEntry("small0", "");
            assertThat(judge(rule, null, small.state())).containsEntry("small0", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth0", "enp3s0", "eth0:7", "enp*", "*:7"})
    void anyNameCounts(String pattern) {
        assertThat(judge(InterfaceRules.named(List.of(pattern)), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", "", "eth1", "has another name"));
        assertThat(judge(InterfaceRules.named(List.of("!" + pattern)), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", "is refused by its name", "eth1", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth.", "eth0\\E", "[a-z]*0", "ETH0"})
    void patternsAreNoRegularExpressions(String pattern) {
        assertThat(judge(InterfaceRules.named(List.of(pattern)), null, ETH0).values())
                .containsExactly("has another name");
    }

    @Test
    void scopeLeadsTheRoute() {
        String none = "no route leads there by it";
        assertThat(judge(InterfaceRules.routeTo(ip("ff02::1"), null), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", "", "eth1", none));
        assertThat(judge(InterfaceRules.routeTo(ip("ff02::1"), InterfaceId.of("eth1")), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", none, "eth1", ""));
        assertThat(judge(InterfaceRules.routeTo(ip("10.0.0.1"), InterfaceId.of(3)), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", none, "eth1", ""));
        assertThat(judge(InterfaceRules.routeTo(ip("ff02::1"), InterfaceId.of("eth9")), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", none, "eth1", none));
    }

    @Test
    void routeThatCanNotBeAskedForIsNoVerdict() {
        InterfaceRule rule = InterfaceRules.routeTo(ip("10.0.0.1"), null);
        assertThatThrownBy(() -> rule.judge(InterfaceList.of(ETH0), null, new Routes(0, true)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("error 24");
    }

    @Test
    void conditionsThatFailAreNotMet() {
        InterfaceRule wired = InterfaceRules.where("wired", state -> {
            if (state.loopback()) {
                throw new IllegalStateException("on purpose");
            }
            return state.index() == 2;
        });
        assertThat(judge(wired, null, LO, ETH0, ETH1))
                .isEqualTo(Map.of(
                        "lo",
                        "can't be told to be wired: java.lang.IllegalStateException: on purpose",
                        "eth0",
                        "",
                        "eth1",
                        "is not wired"));
    }

    @Test
    void bothTakesOfTheFirstWhatTheSecondTakes() {
        InterfaceState tunnel = States.ethernet(7, "wg0")
                .kind("wireguard")
                .address("10.2.9.1", 30)
                .state();
        InterfaceRule subnet = InterfaceRules.in(List.of(new AddressPrefix(ip("10.2.0.0"), 16)));
        assertThat(judge(subnet, null, ETH0, ETH1, tunnel))
                .containsEntry("wg0", "")
                .containsEntry("eth1", "has a shorter prefix (24 bits) than another");
        assertThat(judge(InterfaceRules.both(InterfaceRules.usable(false), subnet), null, ETH0, ETH1, tunnel))
                .isEqualTo(Map.of(
                        "eth0", "has a shorter prefix (16 bits) than another",
                        "eth1", "",
                        "wg0", "is a tunnel (wireguard)"));
    }

    @Test
    void eitherTakesWhatAnyTakes() {
        InterfaceState down = States.ethernet(7, "eth2").flag(Flag.UP, false).state();
        InterfaceRule either =
                InterfaceRules.either(InterfaceRules.usable(false), InterfaceRules.is(InterfaceId.of("lo")));
        assertThat(judge(either, null, LO, ETH0, down))
                .isEqualTo(Map.of("lo", "", "eth0", "", "eth2", "is down, and is another"));
        InterfaceRule same = InterfaceRules.either(InterfaceRules.usable(true), InterfaceRules.usable(false));
        assertThat(judge(same, null, down)).containsEntry("eth2", "is down");
    }

    @Test
    void oneThatIsNamedIsTakenWhateverItIs() {
        InterfaceState port = States.ethernet(7, "p0")
                .flag(Flag.UP, false)
                .portOf(9, "br0", "bridge")
                .state();
        assertThat(judge(InterfaceRules.is(InterfaceId.of("p0")), Family.IPV6, port, ETH0))
                .isEqualTo(Map.of("p0", "", "eth0", "is another"));
        assertThat(judge(InterfaceRules.is(InterfaceId.of("enp3s0")), null, ETH0, ETH1))
                .isEqualTo(Map.of("eth0", "", "eth1", "is another"));
    }

    @Test
    void addressNamesItsInterfaceUnlessSeveralHaveIt() {
        InterfaceState shared =
                States.ethernet(4, "eth2").address("10.2.3.1", 32).state();
        InterfaceRule rule = InterfaceRules.is(InterfaceId.of(ip("10.2.3.1")));
        assertThat(judge(rule, null, ETH0, ETH1)).isEqualTo(Map.of("eth0", "is another", "eth1", ""));
        assertThat(judge(rule, null, ETH0, ETH1, shared))
                .isEqualTo(Map.of(
                        "eth0", "is another",
                        "eth1", "has the address, as another has",
                        "eth2", "has the address, as another has"));
    }

    @Test
    void mainNameComesBeforeLabels() {
        InterfaceState posing = States.ethernet(1, "aaa").otherNames("eth1").state();
        assertThat(InterfaceList.of(posing, ETH1).named("eth1")).isEqualTo(ETH1);
        assertThat(InterfaceList.of(posing, ETH0).named("eth1")).isEqualTo(posing);
    }
}
