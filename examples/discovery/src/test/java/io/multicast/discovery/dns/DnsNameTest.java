package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
    @Test
    void labelsHoldDotsSpacesAndUtf8() {
        DnsName name = DnsName.of("Büro 2.OG \\ links", "_http", "_tcp", "local");

        assertThat(name.size()).isEqualTo(4);
        assertThat(name.label(0)).isEqualTo("Büro 2.OG \\ links");
        assertThat(name.toString()).isEqualTo("B\\195\\188ro\\0322\\.OG\\032\\\\\\032links._http._tcp.local");
        assertThat(DnsName.parse(name.toString())).isEqualTo(name);
        assertThat(DnsName.parse("Büro 2\\.OG \\\\ links._http._tcp.local.")).isEqualTo(name);
    }

    @Test
    void everyByteSurvivesTextAndBack() {
        for (int value = 0; value < 256; value++) {
            DnsName name = DnsName.of(List.of(new byte[] {(byte) value}, new byte[] {'x'}));
            assertThat(DnsName.parse(name.toString()).labels().get(0)).containsExactly((byte) value);
            assertThat(name.toString()).matches("[!-~]+");
        }
    }

    @Test
    void comparedWithoutCaseInAsciiOnly() {
        assertThat(DnsName.of("ORDERS", "Local")).isEqualTo(DnsName.of("orders", "lOCAL"));
        assertThat(DnsName.of("ORDERS", "Local")).hasSameHashCodeAs(DnsName.of("orders", "lOCAL"));
        assertThat(DnsName.of("BÜRO")).isNotEqualTo(DnsName.of("büro"));
        assertThat(DnsName.of("a[")).isNotEqualTo(DnsName.of("a{")); // 32 apart, no letters
        assertThat(DnsName.of("a.b")).isNotEqualTo(DnsName.of("a", "b"));
        assertThat(DnsName.of("ORDERS").isSpelledLike(DnsName.of("orders"))).isFalse();
    }

    @Test
    void parentsChildrenAndEnds() {
        DnsName type = DnsName.of("_http", "_tcp", "local");
        DnsName instance = type.child("a.b");

        assertThat(instance.parent()).isEqualTo(type).hasSameHashCodeAs(type);
        assertThat(instance.endsWith(DnsName.of("_TCP", "local"))).isTrue();
        assertThat(instance.endsWith(instance)).isTrue();
        assertThat(instance.endsWith(DnsName.ROOT)).isTrue();
        assertThat(instance.endsWith(DnsName.of("b", "_http", "_tcp", "local"))).isFalse();
        assertThat(type.endsWith(instance)).isFalse();
        assertThat(DnsName.of("a").append(type.parent())).isEqualTo(DnsName.of("a", "_tcp", "local"));
        assertThat(DnsName.parse(".")).isEqualTo(DnsName.ROOT).hasToString(".");
    }

    @Test
    void limits() {
        String longest = "x".repeat(63);
        DnsName name = DnsName.of(longest, longest, longest, "x".repeat(61));

        assertThat(name.wireLength()).isEqualTo(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsName.of(longest, longest, longest, "x".repeat(62)))
                .withMessageContaining("256 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsName.of("ü".repeat(32)))
                .withMessageContaining("64 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a\\", "a\\1", "a\\12", "a\\256", "a\\1x2"})
    void noNames(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"a\\.b.c, a.b", "\\097\\.b.c, a.b", "\\\\.c, \\", "\\a\\b.c, ab"})
    void escapes(String text, String first) {
        assertThat(DnsName.parse(text)).isEqualTo(DnsName.of(first, "c"));
        assertThat(DnsName.parse(text).labels().get(0)).isEqualTo(first.getBytes(StandardCharsets.UTF_8));
    }
}
