package io.multicast.discovery.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Implementation;
import io.multicast.discovery.conformance.peer.Ours;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.util.HashSet;
import java.util.Set;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A hundred services of one type are registered at once. */
class ManyTest extends Scenario {
    private static final String TYPE = "_many._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final int COUNT = 100;
    private static final int MTU_PAYLOAD = 1472;

    private long quiet;

    ManyTest() {
        super(1);
    }

    @Override
    void play() {
        assumeTrue(Implementation.judged() == Implementation.OURS, "registers one at a time");
        ((Ours) node()).run("register", "--json", "--count", "" + COUNT, "Service", TYPE, "8000", "path=/x");
        for (Family family : Family.values()) {
            link().await(0, SOON, frame -> frame.family() == family && frame.isResponse());
        }
        sleep(6000);
        quiet = Starting.now();
    }

    private Traffic sent(Family family) {
        return link().traffic().fromHost().of(family).before(quiet);
    }

    private static Set<Name> instances(Traffic traffic, int section) {
        Set<Name> names = new HashSet<>();
        for (Frame frame : traffic) {
            Dns dns = frame.dns();
            for (Record record : section == Section.AUTHORITY ? dns.authorities() : dns.answers()) {
                if (record.getType() == Type.SRV) {
                    names.add(record.getName());
                }
            }
        }
        return names;
    }

    @Must("8.1 all names are probed for, with their records")
    void probed(Family family) {
        int probed = instances(sent(family).probes(), Section.AUTHORITY).size();
        verify(probed == COUNT, probed + " names probed for", "");
    }

    @Must("8.1 each name has a question in the probe that proposes its records")
    void questions(Family family) {
        for (Frame frame : sent(family).probes()) {
            for (Record record : frame.dns().authorities()) {
                verify(
                        frame.dns().asks(record.getName(), Type.ANY),
                        "no question for " + record.getName(),
                        frame.dns());
            }
        }
    }

    @Must("8.3 all services are announced")
    void announced(Family family) {
        int announced = instances(sent(family).responses(), Section.ANSWER).size();
        verify(announced == COUNT, announced + " names announced", "");
    }

    @Should("17 no packet is larger than the MTU")
    void fits(Family family) {
        Traffic large = sent(family).where(frame -> frame.fragment() || frame.payload().length > MTU_PAYLOAD);
        verify(large.isEmpty(), large.size() + " packets", "");
    }

    @Must("18.5 TC is zero in all responses")
    void truncated(Family family) {
        Traffic wrong =
                sent(family).responses().where(frame -> frame.dns().header().getFlag(Flags.TC));
        verify(wrong.isEmpty(), "TC", wrong.size());
    }

    @Should("6.4 records share packets: at most 60 in the first six seconds, by a family")
    void packets(Family family) {
        verify(sent(family).size() <= 60, sent(family).size() + " packets", "");
    }

    @Must("6 one question finds all of them")
    void found(Family family) {
        sleep(1500);
        long at = link().send(family, Dns.query().ask(NAME, Type.PTR));
        sleep(3000);
        Set<Record> found = new HashSet<>();
        Traffic answers = link().traffic().responses().of(family).since(at);
        answers.forEach(frame -> found.addAll(frame.dns().answers(NAME, Type.PTR)));
        verify(found.size() == COUNT, found.size() + " found", "");
        verify(answers.where(frame -> frame.payload().length > MTU_PAYLOAD).isEmpty(), "too large", "");
    }
}
