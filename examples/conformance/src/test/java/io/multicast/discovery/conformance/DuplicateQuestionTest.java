package io.multicast.discovery.conformance;

import static io.multicast.discovery.conformance.Scenario.verify;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Node;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Another host asks the same shortly before a query is to be repeated. */
@Execution(ExecutionMode.CONCURRENT)
class DuplicateQuestionTest {
    private static final String TYPE = "_twice._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static boolean asks(Frame frame) {
        return !frame.isResponse() && frame.dns().asks(NAME, Type.PTR);
    }

    /** What the host asks in the time in which it would have repeated its query, which is so many milliseconds later. */
    private static Traffic after(Family family, Dns query, long before) {
        try (Lab lab = Lab.open(1)) {
            Link link = lab.link();
            Node.on(lab.host(), "machine1").browse(TYPE);
            long first = link.await(0, LIMIT, frame -> frame.family() == family && asks(frame))
                    .at();
            // the queries that follow come after 1 and 2 s: this is before the third
            long second = link.await(first + 500_000_000, LIMIT, frame -> frame.family() == family && asks(frame))
                    .at();
            Scenario.sleep(Math.max(0, (second + 2_000_000_000 - before * 1_000_000 - Starting.now()) / 1_000_000));
            long at = link.send(family, 3, query);
            Scenario.sleep(1200);
            return link.traffic()
                    .fromHost()
                    .of(family)
                    .where(DuplicateQuestionTest::asks)
                    .since(at);
        }
    }

    @Should("7.3 a question that another host has just asked is not repeated")
    void suppressed(Family family) {
        Traffic asked = after(family, Dns.query().ask(NAME, Type.PTR), 70);
        verify(asked.isEmpty(), "asked", asked);
    }

    @Should("7.3 nor one that another host asked some time before")
    void suppressedEarlier(Family family) {
        Traffic asked = after(family, Dns.query().ask(NAME, Type.PTR), 300);
        verify(asked.isEmpty(), "asked", asked);
    }

    @Must("7.3 a question that another host asked with answers unknown here is repeated")
    void otherKnownAnswers(Family family) {
        Dns query = Dns.query().ask(NAME, Type.PTR).answer(Rr.ptr(NAME, Rr.name("Other", TYPE + ".local"), 4500));
        Traffic asked = after(family, query, 300);
        verify(!asked.isEmpty(), "not asked", asked);
    }

    @Must("7.3 a \"QU\" question of another host does not count")
    void unicast(Family family) {
        Traffic asked = after(family, Dns.query().askUnicast(NAME, Type.PTR), 300);
        verify(!asked.isEmpty(), "not asked", asked);
    }
}
