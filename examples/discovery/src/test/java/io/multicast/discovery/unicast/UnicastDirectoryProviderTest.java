package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.dns.DnsName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicastDirectoryProviderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns:example.com",
                "dns:/example.com",
                "dns://10.0.0.2/example.com",
                "dns://[::1]:54/example.com",
                "dns://10.0.0.2:54,10.0.0.3/example.com"
            })
    void addresses(String address) {
        try (ServiceDirectory directory = ServiceDirectory.open(address)) {
            assertThat(directory.name()).isEqualTo("unicast DNS of example.com");
        }
    }

    @Test
    void severalAreAComposite() {
        try (ServiceDirectory directory = ServiceDirectory.open("dns:a.test", "dns:b.test")) {
            assertThat(directory.name()).isEqualTo("unicast DNS of a.test, then unicast DNS of b.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns:", "dns://10.0.0.2", "dns:x?other=1", "dns://10.0.0.2:x/x", "dns:a..b", "dns"})
    void noAddresses(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceDirectory.open(address));
    }

    @Test
    void aKeyThatIsMissing() {
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ServiceDirectory.open("dns://10.0.0.2/example.com?key=/no/such/key"))
                .withMessageContaining("/no/such/key");
    }

    @Test
    void theSystemsServers() {
        assertThat(SystemServers.of(DnsName.of("x"))).isNotEmpty();
    }

    @Test
    void limits() {
        UnicastDirectoryBuilder builder = UnicastDirectory.builder("x");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ttl(Duration.ofSeconds(1L << 31)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.refresh(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.refresh(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
