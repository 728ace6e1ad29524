package io.multicast.discovery.mdns.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.ServiceEvent;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private final Simulation simulation = new Simulation(1);

    @Test
    void aServiceIsFoundAndSaysGoodbye() {
        Host a = simulation.host("a").attach(1, "lan");
        Host b = simulation.host("b").attach(1, "lan");
        b.browse("_http._tcp");
        a.register("Orders", 80, "path=/x");
        simulation.run(5 * Simulation.SECOND);
        assertThat(a.log()).containsExactly("registered Orders");
        assertThat(b.events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(ServiceEvent.Kind.ADDED);
            assertThat(event.instance().host()).isEqualTo("a.local");
            assertThat(event.instance().addresses())
                    .containsExactly(Simulation.address("10.0.1.1"), Simulation.address("fe80::1:1%1"));
        });
        a.shutdown();
        simulation.run(1100 * Simulation.MS);
        assertThat(b.events()).last().extracting(ServiceEvent::kind).isEqualTo(ServiceEvent.Kind.REMOVED);
    }

    @Test
    void ofTwoThatStartWithOneNameOneIsRenamed() {
        Host a = simulation.host("box").attach4(1, "lan");
        Host b = simulation.host("box").attach4(1, "lan");
        a.register("Orders", 80);
        b.register("Orders", 81);
        simulation.run(5 * Simulation.SECOND);
        assertThat(b.log()).containsExactly("registered Orders");
        assertThat(a.log()).containsExactly("host box-2.local", "renamed Orders (2)", "registered Orders (2)");
    }
}
