package io.multicast.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Ours;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.netty.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** What our commands do beyond the RFCs. */
@Execution(ExecutionMode.CONCURRENT)
class OursTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @BeforeAll
    static void oursOnly() {
        assumeTrue(Implementation.judged() == Implementation.OURS, "judges ours only");
    }

    @Test
    void aNewNameIsKeptForTheNextStart(@TempDir Path directory) {
        Service service = Service.of("Kept", "_kept._tcp", 1);
        String file = directory.resolve("names").toString();
        try (Starting host = Starting.of(service)) {
            Ours ours = new Ours(host.lab().host(), "machine1");
            host.defend(Family.IPV4, service.name(), host.otherSrv(1));
            Program first = ours.run("register", "--json", "--names", file, "Kept", "_kept._tcp", "1");
            first.awaitOutput("\"registered\"", LIMIT);
            Name renamed = host.announced(host.awaitAnnounced(Family.IPV4))
                    .orElseThrow()
                    .getName();
            Program.run(List.of("kill", "-TERM", Long.toString(first.pid())), "");
            first.waitFor(LIMIT);
            long at = Starting.now();
            ours.run("register", "--json", "--names", file, "Kept", "_kept._tcp", "1")
                    .awaitOutput("\"registered\"", LIMIT);
            assertThat(host.probes(Family.IPV4, service.name()).since(at).isEmpty())
                    .isTrue();
            assertThat(host.probes(Family.IPV4, renamed).since(at).isEmpty()).isFalse();
        }
    }

    @Test
    void aServiceAndAHostAreResolved() {
        try (Lab lab = Lab.open(1)) {
            Link link = lab.link();
            Advertised service = new Advertised(link, 3, "To resolve", "_resolve._tcp");
            link.wire().react(frame -> {
                if (!frame.isResponse()
                        && (frame.dns().asks(service.name(), Type.SRV)
                                || frame.dns().asks(service.name(), Type.ANY)
                                || frame.dns().asks(service.host(), Type.A)
                                || frame.dns().asks(service.host(), Type.ANY))) {
                    link.post(
                            frame.family(),
                            3,
                            Dns.response(
                                    List.of(service.srv(), service.txt(Advertised.TXT), service.a(), service.aaaa())));
                }
            });
            Ours ours = new Ours(lab.host(), "machine1");
            Program resolve = ours.run("resolve", "To resolve", "_resolve._tcp");
            assertThat(resolve.waitFor(LIMIT)).as(resolve.evidence()).isZero();
            assertThat(resolve.stdout()).contains("9000", "peer3.local", "10.77.0.3", "eth0", "path=/x");
            Program host = ours.run("resolve", "peer3.local");
            assertThat(host.waitFor(LIMIT)).as(host.evidence()).isZero();
            assertThat(host.stdout()).contains("10.77.0.3", "fe80::3%eth0");
            Program nobody = ours.run("resolve", "Nobody", "_resolve._tcp");
            assertThat(nobody.waitFor(LIMIT)).as(nobody.evidence()).isEqualTo(1);
            assertThat(nobody.stderr()).contains("Nobody");
        }
    }

    @Test
    void controlCharactersOfOthersDoNotReachTheTerminal() {
        try (Lab lab = Lab.open(1)) {
            Program browse = new Ours(lab.host(), "machine1").run("browse", "_evil._tcp");
            lab.link().await(0, LIMIT, frame -> !frame.isResponse());
            Advertised evil = new Advertised(lab.link(), 3, "\u001b[31mred\u0007\u009b\n", "_evil._tcp");
            lab.link()
                    .send(
                            Family.IPV4,
                            Dns.response(List.of(evil.ptr()))
                                    .additional(evil.srv(), evil.txt("k=\u001b]0;title\u0007"), evil.a()));
            browse.awaitOutput("red", LIMIT);
            Scenario.sleep(500);
            assertThat(browse.stdout().lines().filter(line -> line.contains("red")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.codePoints()
                                    .filter(Character::isISOControl)
                                    .filter(c -> c != '\t'))
                            .isEmpty());
        }
    }

    @Test
    void whatCannotBeRegisteredIsRefusedBeforeAnythingIsSent() {
        try (Lab lab = Lab.open(1)) {
            Ours ours = new Ours(lab.host(), "machine1");
            List<List<String>> wrong = List.of(
                    List.of("x".repeat(64), "_http._tcp", "80"),
                    List.of("Name", "http", "80"),
                    List.of("Name", "_http._sctp", "80"),
                    List.of("Name", "_http._tcp", "70000"),
                    List.of("Name", "_http._tcp", "80", "=value"),
                    List.of("Name", "_http._tcp", "80", "k=" + "v".repeat(254)),
                    List.of("bell\u0007", "_http._tcp", "80"));
            for (List<String> arguments : wrong) {
                List<String> all = new java.util.ArrayList<>(List.of("register"));
                all.addAll(arguments);
                Program program = ours.run(all.toArray(String[]::new));
                assertThat(program.waitFor(LIMIT)).as(program.evidence()).isIn(1, 2);
                assertThat(program.stderr()).isNotBlank().doesNotContain("Exception", "\tat ");
            }
            assertThat(lab.link().traffic().fromHost().isEmpty())
                    .as("%s", lab.link().traffic())
                    .isTrue();
        }
    }

    @Test
    void startedWithoutANetworkItWaitsForOne() {
        Service service = Service.of("Early", "_early._tcp", 1);
        try (Lab lab = Lab.open(0)) {
            Program register = new Ours(lab.host(), "machine1").run("register", "--json", "Early", "_early._tcp", "1");
            Scenario.sleep(2000);
            assertThat(register.isAlive()).as(register.evidence()).isTrue();
            Link link = lab.add();
            link.await(0, LIMIT, frame -> Established.isAnnouncement(frame, service.name()));
        }
    }

    @Test
    void aSubtypeIsBrowsed() {
        try (Lab lab = Lab.open(1)) {
            Program browse = new Ours(lab.host(), "machine1").run("browse", "--json", "_printer._sub._http._tcp");
            Name subtype = Rr.name("_printer._sub._http._tcp.local");
            lab.link()
                    .await(0, LIMIT, frame -> !frame.isResponse() && frame.dns().asks(subtype, Type.PTR));
            Advertised service = new Advertised(lab.link(), 3, "Laser", "_http._tcp");
            lab.link()
                    .send(
                            Family.IPV4,
                            Dns.response(List.of(Rr.ptr(subtype, service.name(), 4500)))
                                    .additional(service.srv(), service.txt("a=1"), service.a()));
            browse.awaitOutput("\"added\".*\"Laser\".*9000|\"added\".*9000.*\"Laser\"", LIMIT);
        }
    }
}
