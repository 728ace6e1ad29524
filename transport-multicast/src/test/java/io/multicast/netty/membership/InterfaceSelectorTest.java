package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.InterfaceChoice;
import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.testing.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Selectors on a host with eth0, eth1, a bridge that a container run time left behind, a VPN's tunnel and a loopback. */
class InterfaceSelectorTest {
    private static final String OTHER_NAME = "has another name";
    private static final Map<String, String> USABLE = Map.of(
            "lo", "is the loopback",
            "eth0", "",
            "eth1", "",
            "docker0", "is a bridge without carrier, as containers leave behind",
            "tun0", "is point-to-point");

    private MixedHost mixed;
    private Namespace host;

    @BeforeEach
    void open() {
        mixed = MixedHost.open();
        host = mixed.host();
    }

    @AfterEach
    void close() {
        if (mixed != null) {
            mixed.close();
        }
    }

    /** Interface name to reason; an empty one for those that are taken. */
    private Map<String, String> choices(InterfaceSelector selector) {
        return reasons(host.call(() -> selector.choices()));
    }

    private static Map<String, String> reasons(List<InterfaceChoice> choices) {
        return choices.stream()
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
    void portsOfABridgeAreNotUsable() {
        host.ip("link add veth1 type veth peer name c1", "link set veth1 master docker0", "link set veth1 up");
        host.ip("link set c1 up", "link set eth1 master docker0");
        assertThat(choices(InterfaceSelector.usable()))
                .containsEntry("docker0", "")
                .containsEntry("veth1", "is a port of docker0")
                .containsEntry("eth1", "is a port of docker0")
                .containsEntry("c1", "");
    }

    @Test
    void aTapIsAnEthernet() {
        host.ip("tuntap add dev tap0 mode tap", "link set tap0 up");
        assertThat(choices(InterfaceSelector.usable())).containsEntry("tap0", "");
        host.ip("link set tap0 master docker0");
        assertThat(choices(InterfaceSelector.usable())).containsEntry("tap0", "is a port of docker0");
    }

    @Test
    void selectorsCombine() {
        assertThat(choices(InterfaceSelector.usable().and(InterfaceSelector.named("!eth1"))))
                .containsEntry("eth0", "")
                .containsEntry("eth1", "is refused by its name")
                .containsEntry("tun0", "is point-to-point");
        assertThat(choices(InterfaceSelector.usable().and(InterfaceSelector.inSubnet("10.0.0.0/8"))))
                .containsEntry("eth0", "has a shorter prefix (16 bits) than another")
                .containsEntry("eth1", "")
                .containsEntry("tun0", "is point-to-point");
        assertThat(choices(InterfaceSelector.usable().or(MulticastInterface.of("lo"))))
                .containsEntry("lo", "")
                .containsEntry("eth0", "")
                .containsEntry("tun0", "is point-to-point, and is another");
        InterfaceSelector wide = InterfaceSelector.where(
                "of a wide network",
                info -> info.addresses().stream().anyMatch(address -> address.prefixLength() == 16));
        assertThat(choices(wide))
                .containsEntry("eth0", "")
                .containsEntry("docker0", "")
                .containsEntry("eth1", "is not of a wide network");
        assertThat(choices(wide.and(InterfaceSelector.usable())))
                .containsEntry("eth0", "")
                .containsEntry("docker0", "is a bridge without carrier, as containers leave behind");
    }

    @Test
    void selectorsAreEqualWhenTheyAreMadeInTheSameWay() {
        InterfaceSelector usable = InterfaceSelector.usable();
        InterfaceSelector wired = InterfaceSelector.where("wired", info -> true);
        assertThat(wired).isEqualTo(InterfaceSelector.where("wired", info -> false));
        assertThat(usable.and(wired))
                .isEqualTo(InterfaceSelector.usable().and(wired))
                .hasSameHashCodeAs(usable.and(wired));
        assertThat(Set.of(usable, wired, usable.and(wired), usable.or(wired), wired.and(usable)))
                .hasSize(5);
        assertThat(usable.and(wired)).hasToString("(all usable interfaces) and (interfaces that are wired)");
        assertThatThrownBy(() -> InterfaceSelector.where(" ", info -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InterfaceSelector.where("x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> usable.and(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> usable.choices(ip("10.0.0.1"))).isInstanceOf(IllegalArgumentException.class);
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
}
