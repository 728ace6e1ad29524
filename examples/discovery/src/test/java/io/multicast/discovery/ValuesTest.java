package io.multicast.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void typesAndSubtypes() {
        ServiceType type = ServiceType.of("_http._tcp");
        ServiceType printers = ServiceType.of("_printer._sub._HTTP._TCP");

        assertThat(type.subtype()).isNull();
        assertThat(printers).isEqualTo(type.withSubtype("_PRINTER")).hasToString("_printer._sub._HTTP._TCP");
        assertThat(printers.base()).isEqualTo(type);
        assertThat(printers.subtype()).isEqualTo("_printer");
        assertThat(printers.application()).isEqualTo("_HTTP");
        assertThat(ServiceType.of("_domain._udp").protocol()).isEqualTo("_udp");
        assertThat(type.withSubtype("a.b")).hasToString("a\\.b._sub._http._tcp");
        assertThat(printers.withSubtype("x").base()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_http",
                "http._tcp",
                "_http._sctp",
                "_x._http._tcp",
                "_x._y._http._tcp",
                "_._tcp",
                "_a b._tcp"
            })
    void noTypes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceType.of(text))
                .withMessageContaining("_http._tcp");
    }

    @Test
    void attributes() {
        TxtAttributes txt = TxtAttributes.of("path=/a=b", "empty=", "flag", "Path=/second", "n=größer");

        assertThat(txt.get("PATH")).isEqualTo("/a=b");
        assertThat(txt.get("empty")).isEmpty();
        assertThat(txt.get("flag")).isNull();
        assertThat(txt.contains("Flag")).isTrue();
        assertThat(txt.contains("other")).isFalse();
        assertThat(txt.asMap())
                .containsOnly(
                        java.util.Map.entry("path", "/a=b"),
                        java.util.Map.entry("empty", ""),
                        java.util.Map.entry("flag", ""),
                        java.util.Map.entry("n", "größer"));
        assertThat(txt.strings()).hasSize(5);
        assertThat(txt.with("PATH", "/c").strings().get(0))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("PATH=/c");
        assertThat(txt.with("new", "1").get("new")).isEqualTo("1");
        assertThat(TxtAttributes.of("a=b").with("c", "d")).isEqualTo(TxtAttributes.of("a=b", "c=d"));
    }

    @Test
    void attributesOffTheWire() {
        byte[] notUtf8 = {'k', '=', (byte) 0xFF};
        TxtAttributes txt = TxtAttributes.ofStrings(List.of(new byte[0], notUtf8, new byte[] {'=', 'x'}));

        assertThat(txt.get("k")).isEqualTo("\uFFFD");
        assertThat(txt.asMap()).containsOnlyKeys("k");
        assertThat(txt.strings().get(0)).isEqualTo(notUtf8);
        assertThat(TxtAttributes.ofStrings(List.of(new byte[0]))).isEqualTo(TxtAttributes.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=x", "a\nb=x", "ä=x"})
    void noAttributes(String string) {
        assertThatIllegalArgumentException().isThrownBy(() -> TxtAttributes.of(string));
    }

    @Test
    void attributesThatAreTooLong() {
        TxtAttributes.of("k=" + "x".repeat(253));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TxtAttributes.of("k=" + "x".repeat(254)))
                .withMessageContaining("'k' has 256 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> TxtAttributes.EMPTY.with("a=b", "c"));
    }

    @Test
    void services() {
        Service service = Service.of("Orders, v1.2", "_http._tcp", 8080)
                .withSubtype("_b")
                .withSubtype("_a")
                .withPriority(1, 2)
                .withHost("other.local");

        assertThat(service.subtypes()).containsExactly("_b", "_a");
        assertThat(service.withName("x").withName("Orders, v1.2")).isEqualTo(service);
        assertThat(service.withHost(null)).isNotEqualTo(service);
        assertThatIllegalArgumentException().isThrownBy(() -> Service.of("x".repeat(64), "_http._tcp", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Service.of("", "_http._tcp", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Service.of("x", "_http._tcp", 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> Service.of("x", "_p._sub._http._tcp", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> service.withPriority(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> service.withHost("a..b"));
    }

    @Test
    void namesAreSafeToShow() {
        String evil = "a\u001b[2Jb\nc\u202ed\u0000\u009b\\ü中<b>&\"'";
        assertThat(Escapes.terminal(evil)).isEqualTo("a\\x{1b}[2Jb\\x{a}c\\x{202e}d\\x{0}\\x{9b}\\\\ü中<b>&\"'");
        assertThat(Escapes.html(evil))
                .isEqualTo("a\\x{1b}[2Jb\\x{a}c\\x{202e}d\\x{0}\\x{9b}\\ü中&#60;b&#62;&#38;&#34;&#39;");
        assertThat(Escapes.terminal("\ud800")).isEqualTo("\\x{d800}");
        assertThat(Service.of("a\u001b[2J", "_http._tcp", 1)).hasToString("a\\x{1b}[2J _http._tcp 1");
    }
}
