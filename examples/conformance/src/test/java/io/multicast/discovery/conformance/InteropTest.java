package io.multicast.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.discovery.conformance.peer.Avahi;
import io.multicast.discovery.conformance.peer.AvahiLine;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Ours;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.peer.Zeroconf;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Switched;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ours beside avahi and python-zeroconf, on hosts with two links, docker0 and tun0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Service ORDERS = Service.of("v1.2 Büro of \"x\"", "_http._tcp", 8080)
            .withTxt("path=/orders", "a=1")
            .withSubtypes("_printer");

    private Switched network;
    private Ours ours;
    private Avahi avahi;
    private Zeroconf zeroconf;
    private Registration orders;

    @BeforeAll
    void open() {
        assumeTrue(Implementation.judged() == Implementation.OURS, "judges ours only");
        List.of("avahi-browse", "avahi-publish", "dig", "getent").forEach(Requirements::program);
        network = Switched.open();
        ours = new Ours(network.add(), "machine1");
        avahi = new Avahi(network.add(), "machine2");
        zeroconf = new Zeroconf(network.add(), "machine3");
        ours.register(ORDERS).awaitRegistered(LIMIT);
    }

    @AfterAll
    void close() {
        if (network != null) {
            network.close();
        }
    }

    private static void verifyOrders(List<AvahiLine> lines) {
        List<AvahiLine> ours = lines.stream()
                .filter(line -> line.name().equals(ORDERS.instance()))
                .toList();
        for (int link = 0; link < 2; link++) {
            String device = "eth" + link;
            String address = Switched.address(Family.IPV4, link, 1);
            assertThat(ours)
                    .as("%s", lines)
                    .anyMatch(line ->
                            line.device().equals(device) && line.address().equals(address));
        }
        assertThat(ours).allSatisfy(line -> {
            int link = Integer.parseInt(line.device().substring(3));
            assertThat(line.address()).matches("10\\.78\\.%1$s\\.1|fd78:%2$s::1|fe80:.*".formatted(link, link + 1));
            assertThat(line.host()).isEqualTo("machine1.local");
            assertThat(line.port()).isEqualTo(8080);
            assertThat(line.txt()).contains("\"path=/orders\"", "\"a=1\"");
        });
    }

    @Test
    void avahiFindsOursOnEachLinkWithItsAddresses() {
        verifyOrders(AvahiLine.browse(avahi, "_http._tcp"));
    }

    @Test
    void avahiFindsOursByItsSubtype() {
        verifyOrders(AvahiLine.browse(avahi, "_printer._sub._http._tcp"));
    }

    @Test
    void zeroconfFindsOurs() {
        Browser.Event event = zeroconf.browse("_http._tcp").await(LIMIT, "added", ORDERS.instance());
        assertThat(event.port()).isEqualTo(8080);
        assertThat(event.txt()).contains("path=/orders", "a=1");
    }

    @Test
    void getentFindsOurHost() {
        try (Program getent = avahi.start(List.of("getent", "ahostsv4", "machine1.local"))) {
            assertThat(getent.waitFor(LIMIT)).as(getent.evidence()).isZero();
            assertThat(getent.stdout()).containsPattern("10\\.78\\.[01]\\.1\\s");
        }
    }

    @Test
    void digGetsOurAnswers() {
        String address = Switched.address(Family.IPV4, 0, 1);
        String answer = dig(address, "machine1.local", "A");
        assertThat(answer).contains(address);
        assertThat(answer).doesNotContain("172.17.", Switched.address(Family.IPV4, 1, 1));
        assertThat(dig(Switched.address(Family.IPV6, 0, 1), "machine1.local", "AAAA"))
                .contains(Switched.address(Family.IPV6, 0, 1));
        assertThat(dig(address, "_http._tcp.local", "PTR")).contains("v1\\.2");
    }

    private String dig(String server, String name, String type) {
        List<String> command = List.of("dig", "-p", "5353", "+short", "+time=2", "+tries=2", "@" + server, name, type);
        try (Program dig = avahi.start(command)) {
            assertThat(dig.waitFor(LIMIT)).as(dig.evidence()).isZero();
            return dig.stdout();
        }
    }

    @Test
    void oursFindsAvahis() {
        Service service = Service.of("Av 1.0 ☃", "_avahi._tcp", 631).withTxt("k=v");
        avahi.register(service).awaitRegistered(LIMIT);
        Browser browser = ours.browse("_avahi._tcp");
        for (int link = 0; link < 2; link++) {
            String device = "eth" + link;
            String address = Switched.address(Family.IPV4, link, 2);
            browser.await(
                    LIMIT,
                    event -> event.name().equals(service.instance())
                            && event.interfaceName().equals(device)
                            && event.addresses().contains(address)
                            && event.port() == 631
                            && event.txt().equals(List.of("k=v")));
        }
    }

    @Test
    void oursFindsZeroconfs() {
        zeroconf.register(Service.of("Zero", "_zero._tcp", 99).withTxt("k=v")).awaitRegistered(LIMIT);
        Browser.Event event = ours.browse("_zero._tcp").await(LIMIT, "added", "Zero");
        assertThat(event.port()).isEqualTo(99);
        assertThat(event.host()).startsWith("machine3.local");
    }

    @Test
    void goodbyeIsSeenBothWays() {
        Registration theirs = avahi.register(Service.of("Theirs", "_leave._tcp", 1));
        Registration our = ours.register(Service.of("Our", "_leave._tcp", 2));
        theirs.awaitRegistered(LIMIT);
        our.awaitRegistered(LIMIT);
        Browser here = ours.browse("_leave._tcp");
        Browser there = avahi.browse("_leave._tcp");
        here.await(LIMIT, "added", "Theirs");
        there.await(LIMIT, "added", "Our");
        theirs.stop();
        our.stop();
        here.await(LIMIT, "removed", "Theirs");
        there.await(LIMIT, "removed", "Our");
    }

    @Test
    void oursYieldsToAvahisName() {
        Registration theirs = avahi.register(Service.of("Printer", "_yield._tcp", 1));
        theirs.awaitRegistered(LIMIT);
        Registration our = ours.register(Service.of("Printer", "_yield._tcp", 2));
        assertThat(our.awaitRegistered(LIMIT)).isNotEqualTo("Printer");
        pause(3000);
        assertThat(our.renamed()).as("%s", our.events()).hasSize(1);
        assertThat(theirs.renamed()).isEmpty();
    }

    @Test
    void avahiYieldsToOurName() {
        Registration our = ours.register(Service.of("Desk", "_yield2._tcp", 2));
        our.awaitRegistered(LIMIT);
        pause(1500);
        Registration theirs = avahi.register(Service.of("Desk", "_yield2._tcp", 1));
        assertThat(theirs.awaitRegistered(LIMIT)).isNotEqualTo("Desk");
        pause(3000);
        assertThat(theirs.renamed()).as("%s", theirs.events()).hasSize(1);
        assertThat(our.renamed()).as("%s", our.events()).isEmpty();
    }

    @Test
    void oneOfTwoThatStartTogetherIsRenamed() {
        Registration our = ours.register(Service.of("Twin", "_twins._tcp", 2));
        Registration theirs = avahi.register(Service.of("Twin", "_twins._tcp", 1));
        our.awaitRegistered(LIMIT);
        theirs.awaitRegistered(LIMIT);
        pause(4000);
        assertThat(our.renamed().size() + theirs.renamed().size())
                .as("%s%n%s", our.events(), theirs.events())
                .isEqualTo(1);
    }

    private static void pause(long millis) {
        Scenario.sleep(millis);
    }
}
