package io.multicast.netty.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
    void upNeedsALink() {
        create();
        List<InterfaceState> seen = namespace.call(view::interfaces);
        assertThat(named(seen, "up0")).matches(InterfaceState::up).matches(InterfaceState::carrier);
        for (String name : List.of("half0", "new0", "tun0")) {
            assertThat(named(seen, name).up()).as(name).isFalse();
        }
    }
}
