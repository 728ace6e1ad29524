package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interface as it is named. */
class MulticastInterfaceTest {
    @Test
    void byName() {
        MulticastInterface eth1 = MulticastInterface.of("eth1");
        assertThat(eth1.name()).hasValue("eth1");
        assertThat(eth1.index()).isEmpty();
        assertThat(eth1).hasToString("eth1");
    }

    @Test
    void byIndex() {
        MulticastInterface third = MulticastInterface.of(3);
        assertThat(third.name()).isEmpty();
        assertThat(third.index()).hasValue(3);
        assertThat(third).hasToString("interface 3");
    }

    @Test
    void byNetworkInterface() throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        MulticastInterface found = MulticastInterface.of(loopback);
        assertThat(found.name()).hasValue(loopback.getName());
        assertThat(found.index()).hasValue(loopback.getIndex());
        assertThat(found).hasToString(loopback.getName() + " (index " + loopback.getIndex() + ")");
    }

    @Test
    void byAddress() {
        MulticastInterface mine = MulticastInterface.of(ip("10.0.0.5"));
        assertThat(mine.name()).isEmpty();
        assertThat(mine.index()).isEmpty();
        assertThat(mine.address()).hasValue(ip("10.0.0.5"));
        assertThat(mine).hasToString("the interface with 10.0.0.5");
        assertThat(MulticastInterface.of("eth1").address()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "239.1.2.3", "ff02::1"})
    void refusesAddressesThatNoInterfaceHas(String address) {
        assertThatThrownBy(() -> MulticastInterface.of(ip(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an interface's own address");
    }

    @Test
    void bySystem() {
        MulticastInterface none = MulticastInterface.systemDefault();
        assertThat(none.name()).isEmpty();
        assertThat(none.index()).hasValue(0);
        assertThat(none).hasToString("the system's default interface");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesWhatIsNoIndex(int index) {
        assertThatThrownBy(() -> MulticastInterface.of(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 or more, not " + index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesEmptyNames(String name) {
        assertThatThrownBy(() -> MulticastInterface.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAValue() {
        assertThat(MulticastInterface.of("eth1"))
                .isEqualTo(MulticastInterface.of("eth1"))
                .hasSameHashCodeAs(MulticastInterface.of("eth1"));
        assertThat(Set.of(
                        MulticastInterface.of("eth1"),
                        MulticastInterface.of("eth2"),
                        MulticastInterface.of(1),
                        MulticastInterface.of(2),
                        MulticastInterface.of(ip("10.0.0.5")),
                        MulticastInterface.of(ip("fe80::5")),
                        MulticastInterface.systemDefault()))
                .hasSize(7);
        assertThat(MulticastInterface.of("eth1")).isNotEqualTo("eth1").isNotEqualTo(null);
    }
}
