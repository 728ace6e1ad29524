package io.multicast.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.discovery.conformance.peer.Avahi;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Ours;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Switched;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ours on a host that others use too, and hosts that are gone without a goodbye. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CohabitationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Switched network;
    private Namespace shared;
    private Avahi elsewhere;

    @BeforeAll
    void open() {
        assumeTrue(Implementation.judged() == Implementation.OURS, "judges ours only");
        List.of("avahi-daemon", "dig").forEach(Requirements::program);
        network = Switched.open();
        shared = network.add();
        Switched.addContainer(shared);
        elsewhere = new Avahi(network.add(), "machine2");
    }

    @AfterAll
    void close() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void atMostFourSocketsOnTwoLinks() throws IOException {
        Namespace host = network.add();
        Registration registration = new Ours(host, "machine3").register(Service.of("Few", "_few._tcp", 1));
        registration.awaitRegistered(LIMIT);
        assertThat(udpSockets(host, registration.program().pid())).isBetween(1L, 4L);
    }

    private static long udpSockets(Namespace host, long pid) throws IOException {
        List<String> table = Stream.concat(
                        Files.readAllLines(host.procNet().resolve("udp")).stream(),
                        Files.readAllLines(host.procNet().resolve("udp6")).stream())
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
        Avahi beside = new Avahi(shared, "machine1");
        Ours oursBeside = new Ours(shared, "machine1");
        Registration theirs = beside.register(Service.of("Shared avahi", "_share._tcp", 1));
        Registration one = oursBeside.register(Service.of("Shared one", "_share._tcp", 2));
        Registration two = oursBeside.register(Service.of("Shared two", "_share._tcp", 3));
        List<String> names = List.of("Shared avahi", "Shared one", "Shared two");
        List.of(theirs, one, two).forEach(registration -> registration.awaitRegistered(LIMIT));
        Browser there = elsewhere.browse("_share._tcp");
        Browser here = oursBeside.browse("_share._tcp");
        Browser avahiHere = beside.browse("_share._tcp");
        for (Browser browser : List.of(there, here, avahiHere)) {
            for (String name : names) {
                Browser.Event event = browser.await(LIMIT, "added", name);
                assertThat(event.host()).as("%s", event).startsWith("machine1.local");
            }
        }
        for (Registration registration : List.of(theirs, one, two)) {
            assertThat(registration.renamed()).as("%s", registration.events()).isEmpty();
        }
        for (int i = 0; i < 3; i++) { // each unicast query finds somebody who answers
            assertThat(dig(Switched.address(Family.IPV4, 0, 1), "machine1.local", "A"))
                    .contains(Switched.address(Family.IPV4, 0, 1));
            assertThat(dig(Switched.address(Family.IPV6, 0, 1), "machine1.local", "AAAA"))
                    .contains(Switched.address(Family.IPV6, 0, 1));
        }
    }

    /** Not root, and there before avahi, whose daemon must still be able to bind. */
    @Test
    void anOrdinaryUserComesFirst(@TempDir Path directory) throws IOException {
        Requirements.program("setpriv");
        Path jar = Files.copy(Ours.jar(), directory.resolve("examples.jar"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Namespace host = network.add();
        Ours ours = new Ours(host, "machine8");
        Program user = ours.start(List.of(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                Ours.java(),
                "-jar",
                jar.toString(),
                "register",
                "--json",
                "Of nobody",
                "_user._tcp",
                "1"));
        user.awaitOutput("\"registered\"", LIMIT);
        Avahi later = new Avahi(host, "machine9");
        later.register(Service.of("Of avahi", "_user._tcp", 2)).awaitRegistered(LIMIT);
        Browser browser = elsewhere.browse("_user._tcp");
        browser.await(LIMIT, "added", "Of nobody");
        browser.await(LIMIT, "added", "Of avahi");
    }

    @Test
    void whatWasKilledIsDroppedByObservation() {
        Avahi victim = new Avahi(network.add(), "machine5");
        victim.register(Service.of("Victim", "_kill._tcp", 1)).awaitRegistered(LIMIT);
        Browser browser = new Ours(network.add(), "machine7").browse("_kill._tcp");
        browser.await(LIMIT, "added", "Victim");
        pause(2000); // what was asked until now was answered
        victim.kill();
        new Ours(network.add(), "machine6").browse("_kill._tcp"); // knows nothing, so it asks without known answers
        browser.await(Duration.ofSeconds(40), "removed", "Victim");
    }

    private String dig(String server, String name, String type) {
        List<String> command = List.of("dig", "-p", "5353", "+short", "+time=2", "+tries=2", "@" + server, name, type);
        try (Program dig = elsewhere.start(command)) {
            assertThat(dig.waitFor(LIMIT)).as(dig.evidence()).isZero();
            return dig.stdout();
        }
    }

    private static void pause(long millis) {
        Scenario.sleep(millis);
    }
}
