package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** New names: their form, and how fast one after the other may be tried. */
@Execution(ExecutionMode.CONCURRENT)
class RenameTest {
    private static final Service SERVICE =
            Service.of("Printer", "_conflict._tcp", 8080).withTxt("a=1");

    @Must("8.1 15 conflicts within 10 s: at least 5 s between further attempts")
    void limited(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.react(
                            family,
                            frame -> frame.isProbe() && isOfType(frame),
                            (frame, count) -> Optional.of(Dns.response(frame.dns().questions().stream()
                                    .map(Record::getName)
                                    .filter(name -> name.subdomain(SERVICE.typeName()))
                                    .map(name -> Rr.srv(name, 1, Rr.name("other.local"), 120))
                                    .toList())))
                    .start();
            host.watch(32_000);
            List<Long> attempts = host.namesTried().stream()
                    .map(name -> host.link()
                            .traffic()
                            .fromHost()
                            .probes()
                            .where(frame -> frame.dns().probes(name))
                            .get(0)
                            .at())
                    .sorted()
                    .toList();
            verify(
                    attempts.size() > 3,
                    "only " + attempts.size() + " attempts",
                    host.link().traffic());
            for (int i = 15; i < attempts.size(); i++) {
                long fifteenth = attempts.get(i - 15);
                double gap = (attempts.get(i) - attempts.get(i - 1)) / 1e9;
                boolean fast = attempts.get(i - 1) - fifteenth < 10_000_000_000L;
                verify(!fast || gap >= 4.9, "attempt " + i + " after " + gap + " s", host.namesTried());
            }
        }
    }

    private static boolean isOfType(Frame frame) {
        return frame.dns().questions().stream()
                .anyMatch(question -> question.getName().subdomain(SERVICE.typeName()));
    }

    @Should("9 a new name has the form of the old one with a number")
    void newName(Family family) {
        try (Starting host = Starting.of(SERVICE)) {
            host.defend(family, SERVICE.name(), host.otherSrv(1)).start();
            Name name =
                    host.announced(host.awaitAnnounced(family)).orElseThrow().getName();
            String label = Rr.label(name, 0);
            verify(label.startsWith("Printer") && label.matches(".*2\\W*"), "renamed to " + label, "");
        }
    }

    @Must("6763 4.1.1 a new name for one of 63 bytes has at most 63 bytes, and is UTF-8")
    void longName(Family family) {
        String text = "ü".repeat(31) + "x";
        Service service = Service.of(text, "_conflict._tcp", 8080);
        try (Starting host = Starting.of(service)) {
            host.defend(family, service.name(), Rr.srv(service.name(), 1, Rr.name("other.local"), 120))
                    .start();
            Name name =
                    host.announced(host.awaitAnnounced(family)).orElseThrow().getName();
            byte[] label = name.getLabel(0);
            String decoded = Rr.label(name, 0);
            verify(!name.equals(service.name()), "not renamed", host.link().traffic());
            verify(
                    decoded.getBytes(StandardCharsets.UTF_8).length == label.length - 1 && !decoded.contains("\ufffd"),
                    "no UTF-8: " + name,
                    "");
        }
    }
}
