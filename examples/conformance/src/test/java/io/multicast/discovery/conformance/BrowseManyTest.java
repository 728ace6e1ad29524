package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import io.multicast.netty.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A host has a hundred services, and tells of their PTR only; what else is asked, it answers. */
class BrowseManyTest extends Scenario {
    private static final String TYPE = "_hundred._tcp";
    private static final Name NAME = Rr.name(TYPE + ".local");
    private static final int COUNT = 100;
    private static final int EACH = 20;

    private final List<Advertised> services = new ArrayList<>();
    private long asked;
    private double took = Double.MAX_VALUE;

    BrowseManyTest() {
        super(1);
    }

    @Override
    void play() {
        for (int i = 0; i < COUNT; i++) {
            services.add(new Advertised(link(), 3, "Number " + i, TYPE));
        }
        link().wire().react(this::answer);
        Browser browser = node().browse(TYPE);
        asked = link().await(0, SOON, frame -> frame.dns().asks(NAME, Type.PTR)).at();
        Eventually.await(
                Duration.ofSeconds(30),
                () -> found(browser) == COUNT,
                () -> found(browser) + " of " + COUNT + " found");
        took = (Starting.now() - asked) / 1e6;
        sleep(2000);
    }

    private static long found(Browser browser) {
        return browser.events().stream()
                .filter(event -> event.kind().equals("added"))
                .map(Browser.Event::name)
                .distinct()
                .count();
    }

    private void answer(Frame frame) {
        if (frame.isResponse()) {
            return;
        }
        Dns query = frame.dns();
        List<Record> answers = new ArrayList<>();
        for (Advertised service : services) {
            if (query.asks(NAME, Type.PTR) && !query.answersWith(service.ptr())) {
                answers.add(service.ptr());
            }
            if (query.asks(service.name(), Type.SRV) || query.asks(service.name(), Type.ANY)) {
                answers.add(service.srv());
            }
            if (query.asks(service.name(), Type.TXT) || query.asks(service.name(), Type.ANY)) {
                answers.add(service.txt(Advertised.TXT));
            }
        }
        Name host = services.get(0).host();
        if (query.questions().stream().anyMatch(question -> question.getName().equals(host))) {
            answers.add(services.get(0).a());
            answers.add(services.get(0).aaaa());
        }
        for (int i = 0; i < answers.size(); i += EACH) {
            link().post(frame.family(), 3, Dns.response(answers.subList(i, Math.min(i + EACH, answers.size()))));
        }
    }

    @Must("6763 5 all are found")
    void all() {
        verify(took < 30_000, "not all", "");
    }

    @Should("5.2 all are found within three seconds of the first question")
    void soon() {
        verify(took < 3000, "after " + took + " ms", "");
    }

    @Should("5.3 questions share packets: at most 100 queries in all")
    void queries() {
        Traffic queries = link().traffic().queries().since(asked);
        verify(queries.size() <= 100, queries.size() + " queries", "");
    }
}
