package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import io.multicast.discovery.conformance.wire.Wire;
import java.time.Duration;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** What a service's records are, once it has been announced on a link by both families. */
final class Established {
    /** After so long without a multicast response, the host may multicast any record again. */
    private static final long QUIET_NANOS = 1_100_000_000;

    private static final Duration START = Duration.ofSeconds(30);

    private final Link link;
    private final Registration registration;
    private final SRVRecord srv;

    private Established(Link link, Registration registration, SRVRecord srv) {
        this.link = link;
        this.registration = registration;
        this.srv = srv;
    }

    /** Waits for the first announcement by each family, and until the host is silent. */
    static Established await(Link link, Registration registration) {
        return await(link, registration, Family.values());
    }

    /** The same by these families. */
    static Established await(Link link, Registration registration, Family... families) {
        Established result = first(link, registration, families);
        result.settle(2 * QUIET_NANOS);
        return result;
    }

    /** Waits for the first announcement by each family. */
    static Established first(Link link, Registration registration) {
        return first(link, registration, Family.values());
    }

    private static Established first(Link link, Registration registration, Family... families) {
        Service service = registration.service();
        Frame last = null;
        for (Family family : families) {
            last = link.await(0, START, frame -> frame.family() == family && isAnnouncement(frame, service.name()));
        }
        Record srv = last.dns().answers(service.name(), Type.SRV).get(0);
        return new Established(link, registration, (SRVRecord) srv);
    }

    /** Whether a frame is a response to the group that has a name's SRV among its answers, and is no goodbye. */
    static boolean isAnnouncement(Frame frame, Name instance) {
        return frame.isResponse()
                && frame.isMulticast()
                && frame.dns().answers(instance, Type.SRV).stream().anyMatch(srv -> srv.getTTL() > 0);
    }

    Registration registration() {
        return registration;
    }

    Service service() {
        return registration.service();
    }

    /** The name of the service's SRV and TXT. */
    Name name() {
        return srv.getName();
    }

    /** The host's own name. */
    Name hostName() {
        return srv.getTarget();
    }

    SRVRecord srv() {
        return srv;
    }

    Record ptr() {
        return service().ptr();
    }

    Record txt() {
        return service().txtRecord();
    }

    /** The host's routable address of a family. */
    Record address(Family family) {
        return Rr.address(hostName(), link.host(family), Rr.HOST_TTL);
    }

    /** Waits until the host may multicast any record again; then what it sends is the answer to the next query. */
    void settle() {
        settle(QUIET_NANOS);
    }

    private void settle(long quiet) {
        long limit = Wire.now() + 20 * quiet;
        while (Wire.now() < limit) {
            Traffic sent = link.traffic().fromHost();
            long wait = sent.isEmpty() ? 0 : sent.last().at() + quiet - Wire.now();
            if (wait <= 0) {
                return;
            }
            Scenario.sleep(wait / 1_000_000 + 1);
        }
        throw new AssertionError("the host is never silent\n" + link.traffic());
    }

    /** Sends a query to the group from peer 2 when the host may answer it, and gives the moment. */
    long ask(Family family, Dns query) {
        settle();
        return link.send(family, query);
    }

    /** Asks and waits for the response to the group that has a record among its answers. */
    Frame askFor(Family family, Dns query, Record wanted) {
        long at = ask(family, query);
        return awaitMulticast(family, at, wanted);
    }

    /** Waits for the response to the group that has a record among its answers. */
    Frame awaitMulticast(Family family, long since, Record wanted) {
        return link.await(
                since,
                Duration.ofSeconds(3),
                frame -> frame.family() == family
                        && frame.isMulticast()
                        && frame.isResponse()
                        && frame.dns().answersWith(wanted));
    }

    /** What the host sent by a family in a time. */
    Traffic sent(Family family, long since, long millis) {
        long end = since + millis * 1_000_000;
        Scenario.sleep(Math.max(0, (end - Wire.now()) / 1_000_000) + 5);
        return link.traffic().fromHost().of(family).since(since).before(end);
    }

    /** What the host answered by a family in a time. */
    Traffic answered(Family family, long since, long millis) {
        return sent(family, since, millis).responses();
    }
}
