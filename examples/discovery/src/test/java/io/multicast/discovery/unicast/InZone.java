package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.SharedLab;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** In a namespace, with BIND in another. */
abstract class InZone extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    static final ServiceType HTTP = ServiceType.of("_http._tcp");
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

    static Bind bind;
    ServiceDirectory directory;

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

    static ServiceDirectory open(String key, String domain) {
        return UnicastDirectory.builder(domain)
                .servers(new InetSocketAddress("10.99.0.2", 53))
                .key(TsigKey.read(bind.keyFile(key)))
                .host("me.example.test")
                .refresh(Duration.ofMillis(200), Duration.ofSeconds(1))
                .timeout(Duration.ofMillis(500))
                .threadFactory(lab.a().threadFactory())
                .open();
    }

    static <T> T get(Future<T> future) {
        assertThat(future.awaitUninterruptibly(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        return future.syncUninterruptibly().getNow();
    }

    static void await(Callable<Boolean> condition) {
        Eventually.await(LIMIT, condition, bind::evidence);
    }

    List<ServiceInstance> browse(String type) {
        ServiceBrowser browser = directory.browse(ServiceType.of(type), event -> {});
        get(browser.settled());
        return browser.instances();
    }
}
