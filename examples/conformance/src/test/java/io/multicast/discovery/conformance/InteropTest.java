package io.multicast.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.discovery.conformance.peer.Avahi;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Ours;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.peer.Zeroconf;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Switched;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
    private Namespace first;
    private Ours ours;
    private Avahi avahi;
    private Zeroconf zeroconf;
    private Avahi beside;
    private Ours oursBeside;
    private Registration orders;

    @BeforeAll
    void open() {
        assumeTrue(Implementation.judged() == Implementation.OURS, "judges ours only");
        List.of("avahi-browse", "avahi-publish", "dig", "getent").forEach(Requirements::program);
        network = Switched.open();
        first = network.add();
        ours = new Ours(first, "machine1");
        avahi = new Avahi(network.add(), "machine2");
        Namespace third = network.add();
        Switched.addContainer(third);
        beside = new Avahi(third, "machine3");
        oursBeside = new Ours(third, "machine3");
        zeroconf = new Zeroconf(network.add(), "machine4");
        orders = ours.register(ORDERS);
        orders.awaitRegistered(LIMIT);
    }

    @AfterAll
    void close() {
        if (network != null) {
            network.close();
        }
    }

    /** A line of avahi-browse with what it resolved. */
    private record Line(String device, String protocol, String name, String host, String address, int port, String txt) {
        static Line parse(String text) {
            String[] fields = text.split(";", 10);
            return new Line(fields[1], fields[2], unescape(fields[3]), fields[6], fields[7], Integer.parseInt(fields[8]),
                    fields[9]);
        }
    }

    /** avahi-browse writes bytes as three decimal digits. */
    private static String unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '\\';
            boolean digits = escape && Character.isDigit(text.charAt(i + 1));
            bytes.writeBytes(
                    digits
                            ? new byte[] {(byte) Integer.parseInt(text.substring(i + 1, i + 4))}
                            : text.substring(escape ? i + 1 : i, escape ? i + 2 : i + 1)
                                    .getBytes(StandardCharsets.UTF_8));
            i += digits ? 3 : escape ? 1 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<Line> avahiBrowse(Avahi on, String type) {
        try (Program browse = on.start(List.of("avahi-browse", "-rtp", type))) {
            browse.waitFor(LIMIT);
            return browse.stdout()
                    .lines()
                    .filter(line -> line.startsWith("="))
                    .map(Line::parse)
                    .toList();
        }
    }

    private static void verifyOrders(List<Line> lines) {
        List<Line> ours = lines.stream()
                .filter(line -> line.name().equals(ORDERS.instance()))
                .toList();
        for (int link = 0; link < 2; link++) {
            String device = "eth" + link;
            String address = Switched.address(Family.IPV4, link, 1);
            assertThat(ours)
                    .as("%s", lines)
                    .anyMatch(line -> line.device().equals(device) && line.address().equals(address));
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
        verifyOrders(avahiBrowse(avahi, "_http._tcp"));
    }

    @Test
    void avahiFindsOursByItsSubtype() {
        verifyOrders(avahiBrowse(avahi, "_printer._sub._http._tcp"));
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
        List<String> command =
                List.of("dig", "-p", "5353", "+short", "+time=2", "+tries=2", "@" + server, name, type);
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
        assertThat(event.host()).startsWith("machine4.local");
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

    @Test
    void whatWasKilledIsDroppedByObservation() {
        Avahi victim = new Avahi(network.add(), "machine5");
        victim.register(Service.of("Victim", "_kill._tcp", 1)).awaitRegistered(LIMIT);
        Browser browser = ours.browse("_kill._tcp");
        browser.await(LIMIT, "added", "Victim");
        pause(2000); // what was asked until now was answered
        victim.kill();
        new Ours(network.add(), "machine6").browse("_kill._tcp"); // knows nothing, so it asks without known answers
        browser.await(Duration.ofSeconds(40), "removed", "Victim");
    }

    @Test
    void atMostFourSocketsOnTwoLinks() throws IOException {
        assertThat(udpSockets(orders.program().pid())).isBetween(1L, 4L);
    }

    private long udpSockets(long pid) throws IOException {
        List<String> table = Stream.concat(
                        Files.readAllLines(first.procNet().resolve("udp")).stream(),
                        Files.readAllLines(first.procNet().resolve("udp6")).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length > 9)
                .map(fields -> "socket:[" + fields[9] + "]")
                .toList();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.filter(fd -> table.contains(target(fd))).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** avahi and two processes of ours on one host, which has one name for all of them. */
    @Test
    void oneHostIsSharedWithAvahi() {
        Registration theirs = beside.register(Service.of("Shared avahi", "_share._tcp", 1));
        Registration one = oursBeside.register(Service.of("Shared one", "_share._tcp", 2));
        Registration two = oursBeside.register(Service.of("Shared two", "_share._tcp", 3));
        List<String> names = List.of("Shared avahi", "Shared one", "Shared two");
        List.of(theirs, one, two).forEach(registration -> registration.awaitRegistered(LIMIT));
        Browser there = avahi.browse("_share._tcp");
        Browser here = oursBeside.browse("_share._tcp");
        Browser avahiHere = beside.browse("_share._tcp");
        for (Browser browser : List.of(there, here, avahiHere)) {
            for (String name : names) {
                Browser.Event event = browser.await(LIMIT, "added", name);
                assertThat(event.host()).as("%s", event).startsWith("machine3.local");
            }
        }
        for (Registration registration : List.of(theirs, one, two)) {
            assertThat(registration.renamed()).as("%s", registration.events()).isEmpty();
        }
        for (int i = 0; i < 3; i++) { // each unicast query finds somebody who answers
            assertThat(dig(Switched.address(Family.IPV4, 0, 3), "machine3.local", "A"))
                    .contains(Switched.address(Family.IPV4, 0, 3));
            assertThat(dig(Switched.address(Family.IPV6, 0, 3), "machine3.local", "AAAA"))
                    .contains(Switched.address(Family.IPV6, 0, 3));
        }
    }

    private static void pause(long millis) {
        Scenario.sleep(millis);
    }
}
