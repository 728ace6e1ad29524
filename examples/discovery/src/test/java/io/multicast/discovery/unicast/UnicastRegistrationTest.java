package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.TxtAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Services that come into a zone. */
class UnicastRegistrationTest extends InZone {
    @Test
    void registeredSeenChangedAndTakenBack() {
        List<String> events = new CopyOnWriteArrayList<>();
        ServiceType type = ServiceType.of("_shop._tcp");
        directory.browse(
                type, event -> events.add(event.kind() + " " + event.instance().name()));
        Service service = Service.of("My shop, v1.2", "_shop._tcp", 8080)
                .withTxt(TxtAttributes.of("path=/"))
                .withSubtype("_toys");

        Registration registration = get(directory.register(service));

        assertThat(bind.dig("_shop._tcp.example.test", "PTR"))
                .isEqualTo("My\\032shop,\\032v1\\.2._shop._tcp.example.test.");
        assertThat(bind.dig("_toys._sub._shop._tcp.example.test", "PTR")).startsWith("My");
        assertThat(bind.dig("_services._dns-sd._udp.example.test", "PTR")).contains("_shop._tcp.example.test.");
        String instance = "My\\032shop,\\032v1\\.2._shop._tcp.example.test";
        assertThat(bind.dig(instance, "SRV")).isEqualTo("0 0 8080 me.example.test.");
        assertThat(bind.dig(instance, "TXT")).isEqualTo("\"path=/\"");
        assertThat(bind.dig("me.example.test", "A")).isEqualTo("10.99.0.1");
        await(() -> events.equals(List.of("ADDED My shop, v1.2")));

        get(registration.update(TxtAttributes.of("path=/new")));
        assertThat(bind.dig(instance, "TXT")).isEqualTo("\"path=/new\"");
        await(() -> events.contains("UPDATED My shop, v1.2"));

        get(registration.unregister());
        get(registration.unregister());
        assertThat(bind.dig("_shop._tcp.example.test", "PTR")).isEmpty();
        assertThat(bind.dig("_toys._sub._shop._tcp.example.test", "PTR")).isEmpty();
        assertThat(bind.dig(instance, "ANY")).isEmpty();
        assertThat(bind.dig("_services._dns-sd._udp.example.test", "PTR")).doesNotContain("_shop");
        await(() -> events.contains("REMOVED My shop, v1.2"));
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> get(registration.update(TxtAttributes.EMPTY)))
                .withMessageContaining("not registered any more");
    }

    @Test
    void aNameInUseGetsANumberButNotOurOwn() {
        List<String> events = new CopyOnWriteArrayList<>();
        Service first = Service.of("orders", "_conflict._tcp", 1);
        try (ServiceDirectory other = open("orders", "example.test")) {
            get(other.register(first));
            Registration second = get(directory.register(
                    first.withTxt(TxtAttributes.of("second")).withPriority(0, 7),
                    event -> events.add(event.kind() + " " + event.service().name())));

            assertThat(second.service().name()).isEqualTo("orders (2)");
            assertThat(events)
                    .containsExactly(
                            "REGISTERING orders",
                            "RENAMED orders (2)",
                            "REGISTERING orders (2)",
                            "REGISTERED orders (2)");
            assertThat(bind.dig("orders\\032(2)._conflict._tcp.example.test", "SRV"))
                    .isEqualTo("0 7 1 me.example.test.");

            // the same once more, as after a crash
            assertThat(get(directory.register(first)).service().name()).isEqualTo("orders");
            assertThat(bind.dig("_conflict._tcp.example.test", "PTR").lines()).hasSize(2);
        }
        assertThat(bind.dig("_conflict._tcp.example.test", "PTR"))
                .isEqualTo("orders\\032\\(2\\)._conflict._tcp.example.test.");
        directory.close();
        assertThat(bind.dig("_conflict._tcp.example.test", "PTR")).isEmpty(); // closing takes back
    }

    @Test
    void refusals() {
        Service service = Service.of("x", "_http._tcp", 1);
        try (ServiceDirectory stranger = open("stranger", "example.test")) {
            assertThatExceptionOfType(DiscoveryException.class)
                    .isThrownBy(() -> get(stranger.register(service)))
                    .withMessageContaining("REFUSED")
                    .withMessageContaining("stranger");
        }
        bind.key("orders2", "d3Jvbmc=");
        try (ServiceDirectory unknown = open("orders2", "example.test")) {
            assertThatExceptionOfType(DiscoveryException.class)
                    .isThrownBy(() -> get(unknown.register(service)))
                    .withMessageContaining("BADKEY");
        }
        try (ServiceDirectory elsewhere = open("orders", "example.com")) {
            assertThatExceptionOfType(DiscoveryException.class)
                    .isThrownBy(() -> get(elsewhere.register(service)))
                    .withMessageContaining("example.com")
                    .withMessageContaining("REFUSED");
        }
    }
}
