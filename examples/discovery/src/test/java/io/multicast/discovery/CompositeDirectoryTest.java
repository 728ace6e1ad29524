package io.multicast.discovery;

import static io.multicast.discovery.FakeDirectory.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.multicast.netty.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompositeDirectoryTest {
    private static final String HTTP = "_http._tcp";

    private final FakeDirectory first = new FakeDirectory("first");
    private final FakeDirectory second = new FakeDirectory("second");
    private final CompositeDirectory composite = CompositeDirectory.of(first, second);
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        composite.close();
    }

    private ServiceBrowser browse() {
        ServiceBrowser browser = composite.browse(ServiceType.of(HTTP), new ServiceListener() {
            @Override
            public void serviceChanged(ServiceEvent event) {
                events.add(event.kind() + " " + event.instance().name());
            }

            @Override
            public void browseFailed(Throwable cause) {
                events.add("FAILED " + cause.getMessage());
            }
        });
        await(() -> first.isBrowsed(HTTP));
        return browser;
    }

    private void await(java.util.concurrent.Callable<Boolean> condition) {
        Eventually.await(Duration.ofSeconds(10), condition, () -> "events: " + events);
    }

    private void awaitEvents(String... expected) {
        await(() -> events.equals(List.of(expected)));
    }

    @Test
    void theFirstThatSeesSomethingIsShown() {
        ServiceBrowser browser = browse();
        first.browser(HTTP, b -> b.show(List.of(instance("a", "10.0.0.1"))));

        awaitEvents("ADDED a");
        assertThat(browser.settled().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
        assertThat(browser.instances()).extracting(ServiceInstance::name).containsExactly("a");
        assertThat(second.isBrowsed(HTTP)).isFalse();
    }

    @Test
    void fallsOverAndBack() {
        ServiceBrowser browser = browse();
        first.browser(HTTP, BrowserSupport::settle); // nothing found
        await(() -> second.isBrowsed(HTTP));
        second.browser(HTTP, b -> b.show(List.of(instance("a", "10.0.0.1"), instance("b", "10.0.0.1"))));
        awaitEvents("ADDED a", "ADDED b");

        first.browser(HTTP, b -> b.show(List.of(instance("a", "10.0.0.2"), instance("c", "10.0.0.2"))));
        awaitEvents("ADDED a", "ADDED b", "ADDED c", "UPDATED a", "REMOVED b");
        await(() -> !second.isBrowsed(HTTP));

        events.clear();
        first.browser(HTTP, b -> b.show(List.of()));
        await(() -> second.isBrowsed(HTTP));
        second.browser(HTTP, b -> b.show(List.of(instance("d", "10.0.0.1"))));
        awaitEvents("REMOVED a", "REMOVED c", "ADDED d");
        assertThat(browser.instances()).extracting(ServiceInstance::name).containsExactly("d");
    }

    @Test
    void aFailureIsPassedOverAndToldIfAllFail() {
        ServiceBrowser browser = browse();
        first.browser(HTTP, b -> b.fail(new DiscoveryException("no interface")));
        await(() -> second.isBrowsed(HTTP));
        second.browser(HTTP, b -> b.fail(new DiscoveryException("no server")));

        awaitEvents("FAILED first: no interface; second: no server");
        assertThat(browser.settled().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
        assertThat(browser.settled().cause()).hasMessageContaining("no server");

        second.browser(HTTP, b -> b.show(List.of(instance("late", "10.0.0.1"))));
        await(() -> events.contains("ADDED late"));
    }

    @Test
    void nothingAnywhereSettles() {
        ServiceBrowser browser = browse();
        first.browser(HTTP, b -> b.fail(new DiscoveryException("no interface")));
        await(() -> second.isBrowsed(HTTP));
        second.browser(HTTP, BrowserSupport::settle);

        assertThat(browser.settled().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
        assertThat(browser.settled().isSuccess()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void closingABrowserClosesThoseBehindIt() {
        ServiceBrowser browser = browse();
        browser.close();
        await(() -> !first.isBrowsed(HTTP));
        assertThat(browser.settled().isCancelled()).isTrue();
    }

    @Test
    void lookUpsGoOnToTheNext() {
        assertThat(composite
                        .resolve(ServiceType.of(HTTP), "x")
                        .syncUninterruptibly()
                        .getNow()
                        .txt()
                        .get("by"))
                .isEqualTo("first");
        first.refusal = new DiscoveryException("down");
        assertThat(composite
                        .resolve(ServiceType.of(HTTP), "x")
                        .syncUninterruptibly()
                        .getNow()
                        .txt()
                        .get("by"))
                .isEqualTo("second");
        assertThat(composite.resolveHost("h").syncUninterruptibly().getNow()).hasSize(1);
        second.refusal = new DiscoveryException("down too");
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> composite.resolve(ServiceType.of(HTTP), "x").sync())
                .withMessage("down too");
    }

    @Test
    void registersWithAllThatTakeIt() {
        first.refusal = new DiscoveryException("takes none");
        Registration registration = composite
                .register(Service.of("a", HTTP, 80))
                .syncUninterruptibly()
                .getNow();

        assertThat(registration.service().name()).isEqualTo("a");
        await(() -> second.registered.containsKey("a"));
        registration.update(TxtAttributes.of("k=v")).syncUninterruptibly();
        assertThat(second.registered.get("a").txt()).isEqualTo(TxtAttributes.of("k=v"));
        registration.unregister().syncUninterruptibly();
        assertThat(second.registered).isEmpty();
    }

    @Test
    void registeredNowhereSaysWhy() {
        first.refusal = new DiscoveryException("takes none");
        second.refusal = new DiscoveryException("down");
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> composite.register(Service.of("a", HTTP, 80)).sync())
                .withMessage("a _http._tcp 80 is registered nowhere: first: takes none; second: down");
    }

    @Test
    void afterTheEndEverythingFails() {
        ServiceBrowser browser = browse();
        composite.close();
        composite.close();

        assertThat(browser.settled().isCancelled()).isTrue();
        assertThat(composite.resolveHost("h").awaitUninterruptibly().cause())
                .hasMessage("first, then second is closed");
        assertThatExceptionOfType(DiscoveryException.class).isThrownBy(this::browse);
        assertThat(first.resolveHost("h").awaitUninterruptibly().cause()).hasMessage("first is closed");
        assertThatIllegalArgumentException().isThrownBy(CompositeDirectory::of);
    }
}
