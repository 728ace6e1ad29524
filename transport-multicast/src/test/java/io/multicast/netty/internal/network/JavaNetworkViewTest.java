package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Family;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What java.net can see. */
class JavaNetworkViewTest extends NetworkViewTest {
    @Override
    NetworkView view() {
        return new JavaNetworkView(Duration.ofMillis(20));
    }

    @Override
    boolean sees(IpProgram.Link link) {
        return !link.addresses().isEmpty(); // others are not shown by java.net
    }

    @Test
    void familyIsThereWithAnAddressOfIt() {
        create();
        assertThat(seen("new0").refusals()).isEqualTo(Map.of(Family.IPV6, "has no IPv6 address"));
        assertThat(seen("up0").refusals()).isEmpty();
        assertThat(seen("up0").mtu()).isEqualTo(1500);
    }

    private InterfaceState seen(String name) {
        return named(namespace.call(view::interfaces), name);
    }

    @Test
    void routesMayHaveChangedWheneverTheyCanHave() {
        create();
        try (RoutesTold told = new RoutesTold(view, namespace)) {
            told.awaitNext("an interval");
            told.awaitNext("the next one");
        }
    }

    @Test
    void goesOnWhateverAListenerThrows() {
        int before = changes.count();
        NetworkView.Watch throwing = namespace.call(() -> view.watch(change -> {
            throw new StackOverflowError("on purpose, by a test");
        }));
        create();
        changes.await("new0", state -> true);
        changes.settle();
        namespace.ip("addr add 10.56.0.1/24 dev new0");
        changes.await("new0", state -> state.has(ip("10.56.0.1")));
        throwing.close();
        assertThat(changes.count()).isGreaterThan(before);
    }

    @Test
    void upNeedsALink() {
        create();
        List<InterfaceState> seen = namespace.call(view::interfaces);
        assertThat(named(seen, "up0")).matches(InterfaceState::up).matches(InterfaceState::carrier);
        for (String name : List.of("half0", "new0", "tun0")) {
            assertThat(named(seen, name).up()).as(name).isFalse();
        }
    }
}
