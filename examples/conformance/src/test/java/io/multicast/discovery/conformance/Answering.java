package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A service that has been announced long ago. */
abstract class Answering extends Scenario {
    private Established service;

    Answering() {
        super(1);
    }

    @Override
    void play() {
        Service wanted =
                Service.of("Answers", "_answer._tcp", 8080).withTxt("path=/x").withSubtypes("_api");
        service = Established.await(link(), node().register(wanted));
    }

    final Established service() {
        return service;
    }

    Frame ask(Family family, Name name, int type, Record wanted) {
        return service.askFor(family, Dns.query().ask(name, type), wanted);
    }

    void verifySilence(Family family, Dns query) {
        long at = service.ask(family, query);
        Traffic answers = service.answered(family, at, 700);
        verify(answers.isEmpty(), "answered", answers);
    }
}
