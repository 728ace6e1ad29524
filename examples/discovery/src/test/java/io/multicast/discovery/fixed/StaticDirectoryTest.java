package io.multicast.discovery.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticDirectoryTest {
    @TempDir
    private Path directory;

    private String file(String text) throws IOException {
        return "static:" + Files.writeString(directory.resolve("services"), text);
    }

    @Test
    void browsedAndResolved() throws IOException {
        String file = file("""
                # name type host port
                "Orders, \\"Berlin\\"" _http._tcp 10.0.0.5 8080 path=/orders "note=two words" # one
                shop _http._tcp fe80::1 81

                dns _domain._udp 127.0.0.1 53""");
        try (ServiceDirectory services = ServiceDirectory.open(file)) {
            ServiceBrowser browser = services.browse(ServiceType.of("_http._tcp"), event -> {});
            browser.settled().syncUninterruptibly();

            assertThat(browser.instances())
                    .extracting(ServiceInstance::name)
                    .containsExactly("Orders, \"Berlin\"", "shop");
            ServiceInstance orders = browser.instances().get(0);
            assertThat(orders.txt().get("note")).isEqualTo("two words");
            assertThat(orders.socketAddresses()).containsExactly(new InetSocketAddress("10.0.0.5", 8080));
            assertThat(services.resolve(ServiceType.of("_http._tcp"), "shop")
                            .syncUninterruptibly()
                            .getNow()
                            .port())
                    .isEqualTo(81);
            assertThat(services.resolve(ServiceType.of("_http._tcp"), "dns")
                            .awaitUninterruptibly()
                            .cause())
                    .isInstanceOf(DiscoveryException.class);
            assertThat(services.register(Service.of("x", "_http._tcp", 1))
                            .awaitUninterruptibly()
                            .cause())
                    .hasMessage("the static list takes no registrations");
        }
    }

    @Test
    void subtypes() {
        Service printer = Service.of("p", "_http._tcp", 1).withHost("127.0.0.1").withSubtype("_printer");
        try (ServiceDirectory services = StaticDirectory.of(List.of(printer, printer.withName("q")))) {
            ServiceBrowser printers = services.browse(ServiceType.of("_printer._sub._http._tcp"), event -> {});
            ServiceBrowser others = services.browse(ServiceType.of("_other._sub._http._tcp"), event -> {});
            printers.settled().syncUninterruptibly();
            others.settled().syncUninterruptibly();
            assertThat(printers.instances()).hasSize(2);
            assertThat(others.instances()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a _http._tcp 10.0.0.1 | NAME TYPE HOST PORT",
                "a _http._tcp h x | is no port",
                "a \"b | not closed",
                "a b c 1 | service type"
            })
    void linesThatAreNone(String line, String message) throws IOException {
        String file = file("#\n" + line);
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ServiceDirectory.open(file))
                .withMessageContaining("line 2")
                .withMessageContaining(message);
    }

    @Test
    void addressesThatAreNone() {
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ServiceDirectory.open("static:/no/such/file"))
                .withMessageContaining("/no/such/file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceDirectory.open("unknown:x"))
                .withMessageContaining("static:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticDirectory.of(List.of(Service.of("a", "_http._tcp", 1))));
    }
}
