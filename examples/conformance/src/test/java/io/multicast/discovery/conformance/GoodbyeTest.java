package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Two services of one type on one host, in processes of their own; one of them ends. */
class GoodbyeTest extends Scenario {
    private Established leaving;
    private Established staying;
    private Registration process;
    private int exit;
    private double took;
    private long at;

    GoodbyeTest() {
        super(1);
    }

    @Override
    void play() {
        Registration stays =
                node().register(Service.of("Staying", "_bye._tcp", 1).withTxt("a=1"));
        staying = Established.await(link(), stays);
        Service service =
                Service.of("Leaving", "_bye._tcp", 8080).withTxt("a=1").withSubtypes("_api");
        process = node().register(service);
        leaving = Established.await(link(), process);
        at = Starting.now();
        process.stop();
        exit = process.program().waitFor(Duration.ofSeconds(10));
        took = (Starting.now() - at) / 1e6;
        sleep(2500);
    }

    private Traffic goodbyes(Family family, Record record) {
        return link().traffic()
                .responses()
                .of(family)
                .since(at)
                .where(frame -> frame.dns().answers().stream()
                        .anyMatch(answer -> Rr.same(answer, record) && answer.getTTL() == 0));
    }

    private void verifyGoodbye(Family family, Record record) {
        verify(
                !goodbyes(family, record).isEmpty(),
                "no goodbye for " + record,
                link().traffic().since(at));
    }

    @Should("10.1 goodbye for the PTR")
    void ptr(Family family) {
        verifyGoodbye(family, leaving.ptr());
    }

    @Should("10.1 goodbye for the PTR of a subtype")
    void subtype(Family family) {
        verifyGoodbye(family, Rr.ptr(leaving.service().subtypeName("_api"), leaving.name(), 0));
    }

    @Should("10.1 goodbye for SRV and TXT")
    void unique(Family family) {
        verifyGoodbye(family, leaving.srv());
        verifyGoodbye(family, leaving.txt());
    }

    @Must("10.1 no goodbye for records of the service that stays")
    void others(Family family) {
        for (Record record : List.of(staying.ptr(), staying.srv(), staying.txt())) {
            verify(
                    goodbyes(family, record).isEmpty(),
                    "goodbye for " + record,
                    link().traffic().since(at));
        }
    }

    @Must("10.1 after the goodbye no question about the service is answered")
    void silent(Family family) {
        long asked = staying.ask(family, Dns.query().ask(leaving.name(), Type.SRV));
        Traffic answers = staying.answered(family, asked, 700);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Must("10.1 the service that stays is found, and the host's addresses with it")
    void found(Family family) {
        staying.askFor(family, Dns.query().ask(staying.service().typeName(), Type.PTR), staying.ptr());
        int type = family == Family.IPV4 ? Type.A : Type.AAAA;
        staying.askFor(family, Dns.query().ask(staying.hostName(), type), staying.address(family));
    }

    @Must("8.1 two processes on one host have one host name, and none is renamed")
    void oneHost() {
        verify(leaving.hostName().equals(staying.hostName()), "two host names", link().traffic());
        verify(process.renamed().isEmpty(), "renamed", process.events());
    }

    @Must("10.1 the process ends in good order, soon")
    void exit() {
        verify(
                (exit == 0 || exit == 143) && took < 3000,
                "exit " + exit + " after " + took + " ms",
                process.program().evidence());
    }
}
