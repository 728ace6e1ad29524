package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses written out. */
class LiteralsTest {
    @ParameterizedTest
    @CsvSource({
        "239.1.2.3, ef010203",
        "0.0.0.0, 00000000",
        "255.255.255.255, ffffffff",
        "::, 00000000000000000000000000000000",
        "ff02::fb, ff0200000000000000000000000000fb",
        "FF02::FB, ff0200000000000000000000000000fb",
        "ff3e:30:3ffe:ffff:1::8000:1, ff3e00303ffeffff0001000080000001",
    })
    void addresses(String literal, String bytes) {
        assertThat(Literals.address(literal).getAddress())
                .isEqualTo(HexFormat.of().parseHex(bytes));
    }

    /** The same address in another spelling: a socket knows no difference. */
    @Test
    void mappedAddressesAreIpv4() {
        assertThat(Literals.address("::ffff:239.1.2.3")).isEqualTo(ip("239.1.2.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "239",
                "239.1.2",
                "239.1.2.3.4",
                "239.1.2.256",
                "239.1.2.-3",
                "239.1.2.3 ",
                " 239.1.2.3",
                "239.1.2.x",
                ":",
                ":::",
                "1::2::3",
                "ff02:::1",
                "ff02::12345",
                "1:2:3:4:5:6:7:8:9",
                "ff02::fb/64",
                "239.1.2.3:5000",
                "0xef010203",
                "4009754115",
                "%",
                "%eth1",
                "\u0661.2.3.4",
                "239.1.2.3\0"
            })
    void garbageIsRefused(String literal) {
        assertThatThrownBy(() -> Literals.address(literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + literal + "' is not an IPv4 or IPv6 address");
    }

    /** A name server would be asked in seconds, and these names are in no zone; the answer comes at once and names none. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "example.com", "all-hosts.mcast.net", "a.invalid", "fb", "eth1"})
    void hostNamesAreNotLookedUp(String name) {
        assertThatThrownBy(() -> Literals.address(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host names are not looked up")
                .hasNoCause();
    }

    @Test
    void randomTextGivesAnAddressOrTheOneException() {
        Random random = new Random(1);
        String letters = "0123456789abcdefxg.:%/[] -";
        int addresses = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(Literals.address(text.toString())).isNotNull();
                addresses++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("is not an IPv4 or IPv6 address");
            }
        }
        assertThat(addresses).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "ff02::fb%eth1, eth1, ",
        "ff02::fb%2, , 2",
        "ff02::fb%999999999, , 999999999",
        "ff02::fb%2147483647, , 2147483647",
        "ff02::fb%2147483648, 2147483648, ",
        "ff02::fb%9999999999, 9999999999, ",
        "ff02::fb%007, 007, ",
        "ff02::fb%eth0:7, eth0:7, ",
        "ff02::fb%br-lan.7, br-lan.7, ",
        "ff02::fb%0x2, 0x2, ",
    })
    void scopes(String literal, String name, Integer index) {
        MulticastInterface expected = name == null ? MulticastInterface.of(index) : MulticastInterface.of(name);
        assertThat(Literals.scope(literal)).isEqualTo(expected);
        assertThat(Literals.address(literal)).isEqualTo(ip("ff02::fb"));
        assertThat(((Inet6Address) Literals.address(literal)).getScopeId()).isZero();
    }

    @Test
    void noScopeIsNone() {
        assertThat(Literals.scope("ff02::fb")).isNull();
        assertThat(Literals.scope("239.1.2.3")).isNull();
        assertThat(Literals.scope("ff02::fb%0")).isNull();
    }

    @Test
    void emptyScopesAreRefused() {
        assertThatThrownBy(() -> Literals.scope("ff02::fb%")).isInstanceOf(IllegalArgumentException.class);
    }
}
