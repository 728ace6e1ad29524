package io.multicast.discovery.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.discovery.MemoryDirectory;
import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Reactor Netty's client finds servers by service and host name. */
class ReactorNettyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MemoryDirectory directory = new MemoryDirectory();
    private final DiscoveryResolverGroup group = DiscoveryResolverGroup.of(directory);
    private final HttpClient client = HttpClient.newConnection().resolver(group);
    private final DisposableServer first = server("first");
    private final DisposableServer second = server("second");

    private static DisposableServer server(String name) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sendString(Mono.just(name + request.uri())))
                .bindNow(LIMIT);
    }

    @AfterEach
    void close() {
        first.disposeNow(LIMIT);
        second.disposeNow(LIMIT);
        group.close();
        directory.close();
    }

    private String get(String uri) {
        return client.get().uri(uri).responseContent().aggregate().asString().block(LIMIT);
    }

    @Test
    void aServiceByName() {
        directory.add(Service.of("orders", "_http._tcp", first.port()));
        directory.add(Service.of("shop", "_http._tcp", second.port()));

        assertThat(get("http://orders._http._tcp/a")).isEqualTo("first/a");
        assertThat(get("http://shop._http._tcp.local/b")).isEqualTo("second/b");
        assertThat(directory.browsers()).isEqualTo(2);
    }

    @Test
    void whoeverIsThere() {
        Registration one = directory.add(Service.of("orders", "_http._tcp", first.port()));
        directory.add(Service.of("orders (2)", "_http._tcp", second.port()));

        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 200 && answered.size() < 2; i++) {
            answered.add(get("http://orders._http._tcp/"));
        }
        assertThat(answered).containsExactlyInAnyOrder("first/", "second/");

        one.unregister().syncUninterruptibly();
        for (int i = 0; i < 10; i++) {
            assertThat(get("http://_http._tcp/")).isEqualTo("second/");
        }
    }

    @Test
    void nobodyIsThere() {
        assertThatThrownBy(() -> get("http://orders._http._tcp/"))
                .hasRootCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("there is no service orders._http._tcp in memory");
        directory.add(Service.of("orders", "_http._tcp", first.port()));
        assertThat(get("http://orders._http._tcp/")).isEqualTo("first/");
    }

    @Test
    void hostsAndOthers() {
        assertThat(get("http://memory.local:" + first.port() + "/h")).isEqualTo("first/h");
        assertThat(get("http://localhost:" + first.port() + "/l")).isEqualTo("first/l");
        assertThatThrownBy(() -> get("http://nobody.local/")).hasRootCauseInstanceOf(UnknownHostException.class);
        assertThat(client.remoteAddress(() -> InetSocketAddress.createUnresolved("127.0.0.1", first.port()))
                        .get()
                        .responseContent()
                        .aggregate()
                        .asString()
                        .block(LIMIT))
                .isEqualTo("first/");
    }

    @Test
    void namesThatAreKept() {
        for (int i = 0; i < DiscoveryResolverGroup.MAX_NAMES + 10; i++) {
            String uri = "http://x" + i + "._http._tcp/";
            assertThatThrownBy(() -> get(uri)).hasRootCauseInstanceOf(UnknownHostException.class);
        }
        assertThat(directory.browsers()).isEqualTo(DiscoveryResolverGroup.MAX_NAMES);
        group.close();
        assertThat(directory.browsers()).isZero();
    }
}
