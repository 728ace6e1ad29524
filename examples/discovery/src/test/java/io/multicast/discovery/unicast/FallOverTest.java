package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.SharedLab;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Multicast DNS, then BIND: over and back. The other host is namespace b. */
class FallOverTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ServiceType HTTP = ServiceType.of("_http._tcp");
    private static final String RECORDS = """
            b1 A 192.0.2.1
            _http._tcp PTR zone._http._tcp
            zone._http._tcp SRV 0 0 80 b1
            zone._http._tcp TXT ""
            """;

    @TempDir
    private static Path files;

    private static Bind bind;
    private final List<String> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startBind() {
        bind = Bind.start(lab.b(), files, "10.99.0.2", RECORDS);
    }

    @AfterAll
    static void stopBind() {
        if (bind != null) {
            bind.close();
        }
    }

    /** A thread belongs to the namespace of the one that started it: the directories' are started here. */
    private static ServiceDirectory open(Namespace namespace, String... addresses) {
        return namespace.call(() -> {
            ServiceDirectory directory = ServiceDirectory.open(addresses);
            directory.resolveHost("wake.up").cancel(false);
            return directory;
        });
    }

    private static <T> T get(Future<T> future) {
        assertThat(future.awaitUninterruptibly(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        return future.syncUninterruptibly().getNow();
    }

    private void await(Callable<Boolean> condition) {
        Eventually.await(LIMIT, condition, () -> events + bind.evidence());
    }

    private static String both() {
        return "dns://10.99.0.2/example.test?key=" + bind.keyFile("orders");
    }

    @Test
    void overAndBack() {
        try (ServiceDirectory composite = open(lab.a(), "mdns:", both());
                ServiceDirectory other = open(lab.b(), "mdns:")) {
            ServiceBrowser browser = lab.a()
                    .call(() -> composite.browse(
                            HTTP,
                            event -> events.add(
                                    event.kind() + " " + event.instance().name())));
            get(browser.settled());
            await(() -> events.equals(List.of("ADDED zone")));
            assertThat(browser.instances()).extracting(ServiceInstance::domain).containsExactly("example.test");

            Registration live = get(lab.b().call(() -> other.register(Service.of("live", "_http._tcp", 8080))));
            await(() -> events.contains("ADDED live") && events.contains("REMOVED zone"));
            assertThat(browser.instances()).extracting(ServiceInstance::domain).containsOnly("local");
            assertThat(events.indexOf("ADDED live")).isLessThan(events.indexOf("REMOVED zone")); // never nobody

            events.clear();
            get(live.unregister());
            await(() -> events.contains("ADDED zone"));
            assertThat(browser.instances()).extracting(ServiceInstance::name).containsExactly("zone");
        }
    }

    @Test
    void registeredWithBoth() {
        try (ServiceDirectory composite = open(lab.a(), "mdns:", both());
                ServiceDirectory other = open(lab.b(), "mdns:")) {
            ServiceBrowser browser = lab.b().call(() -> other.browse(ServiceType.of("_both._tcp"), event -> {}));
            Registration registration =
                    get(lab.a().call(() -> composite.register(Service.of("everywhere", "_both._tcp", 8080))));
            await(() -> !browser.instances().isEmpty());
            await(() -> bind.dig("_both._tcp.example.test", "PTR").equals("everywhere._both._tcp.example.test."));
            get(registration.unregister());
            await(() -> browser.instances().isEmpty());
            await(() -> bind.dig("_both._tcp.example.test", "PTR").isEmpty());
        }
    }
}
