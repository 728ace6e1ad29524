package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Services that are in a zone. */
class UnicastBrowsingTest extends InZone {
    @Test
    void aZoneWithServices() {
        List<ServiceInstance> found = browse("_ipp._tcp");

        assertThat(found).hasSize(1); // the other has no SRV record
        ServiceInstance printer = found.get(0);
        assertThat(printer.name()).isEqualTo("Büro 2.OG");
        assertThat(printer.domain()).isEqualTo("example.test");
        assertThat(printer.host()).isEqualTo("b1.example.test");
        assertThat(List.of(printer.port(), printer.priority(), printer.weight()))
                .containsExactly(631, 3, 4);
        assertThat(printer.txt().asMap()).containsEntry("rp", "ipp/print").containsEntry("note", "größer");
        assertThat(printer.socketAddresses())
                .containsExactly(new InetSocketAddress("192.0.2.1", 631), new InetSocketAddress("2001:db8::1", 631));
        assertThat(browse("_color._sub._ipp._tcp")).containsExactly(printer);
        assertThat(get(directory.resolve(ServiceType.of("_ipp._tcp"), "Büro 2.OG")))
                .isEqualTo(printer);
    }

    /** As Kubernetes (headless services) and Consul have them. */
    @Test
    void plainSrvRecords() {
        try (ServiceDirectory orders = open("orders", "orders.example.test")) {
            ServiceBrowser browser = orders.browse(HTTP, event -> {});
            get(browser.settled());
            assertThat(browser.instances())
                    .extracting(ServiceInstance::name)
                    .containsExactlyInAnyOrder("b1:8080", "b2:8081");
            assertThat(get(orders.resolve(HTTP, "b2:8081")).socketAddresses())
                    .containsExactly(new InetSocketAddress("192.0.2.2", 8081));
        }
    }

    @Test
    void aResponseTooLongForUdp() {
        assertThat(browse("_many._tcp")).hasSize(90);
    }

    @Test
    void hostsAndAliases() {
        assertThat(get(directory.resolveHost("alias.example.test")).get(0).getHostAddress())
                .isEqualTo("192.0.2.2");
        assertThat(browse("_alias._tcp").get(0).addresses().get(0).getHostAddress())
                .isEqualTo("192.0.2.2");
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> get(directory.resolveHost("nobody.example.test")))
                .withMessage("nobody.example.test has no address");
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> get(directory.resolve(HTTP, "nobody")))
                .withMessage("there is no _http._tcp service 'nobody' in example.test");
        assertThat(browse("_nothing._tcp")).isEmpty();
    }

    @Test
    void aServerThatIsDown() {
        ServiceDirectory down = UnicastDirectory.builder("example.test")
                .servers(new InetSocketAddress("10.99.0.3", 53), new InetSocketAddress("10.99.0.2", 54))
                .timeout(Duration.ofMillis(200))
                .threadFactory(lab.a().threadFactory())
                .open();
        try (down) {
            ServiceBrowser browser = down.browse(HTTP, event -> {});
            assertThatExceptionOfType(DiscoveryException.class)
                    .isThrownBy(() -> get(browser.settled()))
                    .withMessageContaining(
                            "no DNS server answers for _http._tcp.example.test PTR: /10.99.0.3:53: no answer within 200 ms")
                    .withMessageContaining("/10.99.0.2:54: ");
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> get(down.resolveHost("x.example.test")));
        }
    }

    @Test
    void whatWasFoundStaysWhileTheServerIsAway() {
        List<String> events = new CopyOnWriteArrayList<>();
        ServiceBrowser browser = directory.browse(ServiceType.of("_ipp._tcp"), new ServiceListener() {
            @Override
            public void serviceChanged(ServiceEvent event) {
                events.add(event.kind().toString());
            }

            @Override
            public void browseFailed(Throwable cause) {
                events.add("FAILED");
            }
        });
        get(browser.settled());
        bind.stop();
        try {
            await(() -> events.contains("FAILED"));
            assertThat(browser.instances()).hasSize(1);
        } finally {
            bind.start();
        }
        Registration shop = get(directory.register(Service.of("new", "_ipp._tcp", 1)));
        await(() -> events.equals(List.of("ADDED", "FAILED", "ADDED")));
        get(shop.unregister());
    }
}
