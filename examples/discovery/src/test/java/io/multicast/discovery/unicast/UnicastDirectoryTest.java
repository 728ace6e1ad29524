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
import io.multicast.discovery.TxtAttributes;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.SharedLab;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against BIND, from another namespace. */
class UnicastDirectoryTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ServiceType HTTP = ServiceType.of("_http._tcp");
    private static final String RECORDS = """
            b1 A 192.0.2.1
               AAAA 2001:db8::1
            b2 A 192.0.2.2
            _ipp._tcp PTR B\\195\\188ro\\0322\\.OG._ipp._tcp
            _ipp._tcp PTR gone._ipp._tcp
            _color._sub._ipp._tcp PTR B\\195\\188ro\\0322\\.OG._ipp._tcp
            B\\195\\188ro\\0322\\.OG._ipp._tcp SRV 3 4 631 b1
            B\\195\\188ro\\0322\\.OG._ipp._tcp TXT "rp=ipp/print" "note=gr\\195\\182\\195\\159er"
            _http._tcp.orders SRV 0 50 8080 b1
            _http._tcp.orders SRV 0 50 8081 b2
            _alias._tcp PTR x._alias._tcp
            x._alias._tcp SRV 0 0 80 alias
            x._alias._tcp TXT ""
            alias CNAME b2
            """;

    @TempDir
    private static Path files;

    private static Bind bind;
    private ServiceDirectory directory;

    @BeforeAll
    static void startBind() {
        String many = IntStream.range(0, 90) // BIND 9.18 takes 100 of a type
                .mapToObj(i ->
                        "_many._tcp PTR service-number-%1$d._many._tcp\nservice-number-%1$d._many._tcp SRV 0 0 %1$d b1\n"
                                .formatted(i))
                .collect(Collectors.joining());
        bind = Bind.start(lab.b(), files, "10.99.0.2", RECORDS + many);
    }

    @AfterAll
    static void stopBind() {
        if (bind != null) {
            bind.close();
        }
    }

    @BeforeEach
    void openDirectory() {
        directory = open("orders", "example.test");
    }

    @AfterEach
    void closeDirectory() {
        directory.close();
    }

    private static ServiceDirectory open(String key, String domain) {
        return UnicastDirectory.builder(domain)
                .servers(new InetSocketAddress("10.99.0.2", 53))
                .key(TsigKey.read(bind.keyFile(key)))
                .host("me.example.test")
                .refresh(Duration.ofMillis(200), Duration.ofSeconds(1))
                .timeout(Duration.ofMillis(500))
                .threadFactory(lab.a().threadFactory())
                .open();
    }

    private static <T> T get(Future<T> future) {
        assertThat(future.awaitUninterruptibly(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        return future.syncUninterruptibly().getNow();
    }

    private static void await(Callable<Boolean> condition) {
        Eventually.await(LIMIT, condition, bind::evidence);
    }

    private List<ServiceInstance> browse(String type) {
        ServiceBrowser browser = directory.browse(ServiceType.of(type), event -> {});
        get(browser.settled());
        return browser.instances();
    }

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
