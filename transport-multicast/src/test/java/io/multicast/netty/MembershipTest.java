package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.option.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memberships as values: what they hold, and what they refuse on the line where it is written. */
class MembershipTest {
    private static final Membership ANY = Membership.of("239.1.2.3");
    private static final Membership ANY6 = Membership.of("ff15::1:2");

    @Test
    void isForAnySourceOnTheSystemsInterfaceAtFirst() {
        assertThat(ANY.group()).isEqualTo(ip("239.1.2.3"));
        assertThat(ANY.networkInterface()).isEqualTo(MulticastInterface.systemDefault());
        assertThat(ANY.isSourceSpecific()).isFalse();
        assertThat(ANY.sources()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"224.0.0.0", "239.255.255.255", "232.1.2.3", "::ffff:239.1.2.3", "ff00::", "ff02::1", "ffff::1"})
    void takesMulticastAddresses(String group) {
        assertThat(Membership.of(group).group().isMulticastAddress()).isTrue();
        assertThat(Membership.of(ip(group)).group())
                .isEqualTo(Membership.of(group).group());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "223.255.255.255",
                "240.0.0.0",
                "0.0.0.0",
                "255.255.255.255",
                "10.0.0.1",
                "::",
                "fe80::1",
                "feff::1"
            })
    void refusesOtherAddressesAsGroups(String group) {
        assertThatThrownBy(() -> Membership.of(group))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a multicast address");
        assertThatThrownBy(() -> Membership.of(ip(group))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scopesNameTheInterface() throws SocketException, UnknownHostException {
        assertThat(Membership.of("ff02::fb%eth1").networkInterface()).isEqualTo(MulticastInterface.of("eth1"));
        assertThat(Membership.of("ff02::fb%7").networkInterface()).isEqualTo(MulticastInterface.of(7));
        assertThat(Membership.of("ff02::fb%7").group()).isEqualTo(ip("ff02::fb"));
        assertThat(Membership.of("ff02::fb%7").group().getHostAddress()).doesNotContain("%");

        byte[] bytes = ip("ff02::fb").getAddress();
        Membership byIndex = Membership.of(Inet6Address.getByAddress(null, bytes, 7));
        assertThat(byIndex).isEqualTo(Membership.of("ff02::fb").on(7));
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        Membership byInterface = Membership.of(Inet6Address.getByAddress(null, bytes, loopback));
        assertThat(byInterface.networkInterface()).isEqualTo(MulticastInterface.of(loopback));
        assertThat(byInterface.group().getHostAddress()).doesNotContain("%");
    }

    @Test
    void theInterfaceCanBeNamedInEachWay() throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assertThat(ANY.on("eth1").networkInterface()).isEqualTo(MulticastInterface.of("eth1"));
        assertThat(ANY.on(3).networkInterface()).isEqualTo(MulticastInterface.of(3));
        assertThat(ANY.on(loopback).networkInterface()).isEqualTo(MulticastInterface.of(loopback));
        assertThatThrownBy(() -> ANY.on("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ANY.on(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filtersReplaceEachOther() {
        Membership include = ANY.from("10.0.0.5", "10.0.0.6");
        assertThat(include.isSourceSpecific()).isTrue();
        assertThat(include.sources()).containsExactly(ip("10.0.0.5"), ip("10.0.0.6"));
        Membership exclude = include.except("10.0.0.9");
        assertThat(exclude.isSourceSpecific()).isFalse();
        assertThat(exclude.sources()).containsExactly(ip("10.0.0.9"));
        assertThat(exclude.from(ip("10.0.0.5"), ip("10.0.0.6"))).isEqualTo(include);
        assertThat(include.except(ip("10.0.0.9"))).isEqualTo(exclude);
        assertThat(ANY.from("10.0.0.5", "10.0.0.5").sources()).containsExactly(ip("10.0.0.5"));
    }

    @ParameterizedTest
    @CsvSource({
        "239.1.2.3, fd00::5, is not of the family of the group",
        "ff15::1:2, 10.0.0.5, is not of the family of the group",
        "239.1.2.3, 239.1.2.4, is a multicast address",
        "ff15::1:2, ff02::1, is a multicast address",
        "239.1.2.3, 0.0.0.0, is no host's address",
        "239.1.2.3, 255.255.255.255, is no host's address",
        "ff15::1:2, ::, is no host's address",
    })
    void refusesWhatCanBeNoSource(String group, String source, String problem) {
        Membership membership = Membership.of(group);
        assertThatThrownBy(() -> membership.from(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(AddressText.of(ip(source)) + " " + problem)
                .hasMessageEndingWith(AddressText.of(membership.group()));
        assertThatThrownBy(() -> membership.from(ip(source))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> membership.except(source)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> membership.except(ip(source))).isInstanceOf(IllegalArgumentException.class);
    }

    /** What {@code Inet6Address} makes of one is no IPv4 address for Java. */
    @Test
    void takesIpv4MappedAddressesForIpv4() throws UnknownHostException {
        assertThat(Membership.of(mapped("239.1.2.3")).group()).isEqualTo(ip("239.1.2.3"));
        assertThat(ANY.from(mapped("10.0.0.5"))).isEqualTo(ANY.from("10.0.0.5"));
        assertThatThrownBy(() -> Membership.of("ff15::1:2").from(mapped("10.0.0.5")))
                .hasMessageContaining("is not of the family of the group");
    }

    private static Inet6Address mapped(String ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(ip(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    @Test
    void refusesFiltersWithoutSources() {
        assertThatThrownBy(() -> ANY.from(new String[0])).hasMessageContaining("at least one source");
        assertThatThrownBy(() -> ANY.from(new InetAddress[0])).hasMessageContaining("at least one source");
        assertThatThrownBy(() -> ANY.except(new String[0])).hasMessageContaining("at least one source");
        assertThatThrownBy(() -> ANY.except(new InetAddress[0])).hasMessageContaining("at least one source");
        assertThatThrownBy(() -> ANY.from("sender.example")).hasMessageContaining("host names are not looked up");
    }

    @Test
    void isAValue() {
        assertThat(Membership.of("239.1.2.3").on("eth1").from("10.0.0.5", "10.0.0.6"))
                .isEqualTo(Membership.of(ip("239.1.2.3"))
                        .from("10.0.0.6", "10.0.0.5")
                        .on("eth1"))
                .hasSameHashCodeAs(Membership.of(ip("239.1.2.3"))
                        .from("10.0.0.6", "10.0.0.5")
                        .on("eth1"));
        assertThat(Set.of(
                        ANY,
                        ANY6,
                        ANY.on("eth1"),
                        ANY.on(1),
                        ANY.from("10.0.0.5"),
                        ANY.except("10.0.0.5"),
                        ANY.from("10.0.0.6")))
                .hasSize(7);
        assertThat(ANY).isNotEqualTo("239.1.2.3").isNotEqualTo(null);
        assertThatThrownBy(() -> ANY.from("10.0.0.5").sources().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void readsLikeASentence() {
        assertThat(ANY.on("eth1").from("10.0.0.5", "10.0.0.6"))
                .hasToString("239.1.2.3 on eth1 from 10.0.0.5, 10.0.0.6");
        assertThat(ANY6.on(3).except("fd00::5")).hasToString("ff15::1:2 on interface 3 except fd00::5");
        assertThat(ANY).hasToString("239.1.2.3 on the system's default interface");
    }

    /** RFC 4607, section 1: 232.0.0.0/8 and ff3x::/32. */
    @ParameterizedTest
    @CsvSource({
        "232.0.0.0, true",
        "232.255.255.255, true",
        "231.255.255.255, false",
        "233.0.0.0, false",
        "ff30::1, true",
        "ff35::8000:1, true",
        "ff3f:0:ffff::1, true",
        "ff35:1::1, false",
        "ff35:0100::1, false",
        "ff15::1, false",
        "ff05::1, false",
    })
    void knowsTheSourceSpecificRanges(String group, boolean specific) {
        assertThat(PlainAddresses.isSourceSpecific(Membership.of(group).group()))
                .isEqualTo(specific);
    }
}
