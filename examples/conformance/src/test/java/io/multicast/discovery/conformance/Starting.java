package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Browser;
import io.multicast.discovery.conformance.peer.Node;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.discovery.conformance.wire.Link;
import io.multicast.discovery.conformance.wire.Traffic;
import io.multicast.discovery.conformance.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** A lab of its own in which a service starts, and the tester answers its probes. */
final class Starting implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(40);

    private final Lab lab;
    private final Service service;
    private Registration registration;

    private Starting(Lab lab, Service service) {
        this.lab = lab;
        this.service = service;
    }

    /** A lab with one link, and nothing started yet. */
    static Starting of(Service service) {
        return of(service, 1);
    }

    static Starting of(Service service, int links) {
        return new Starting(Lab.open(links), service);
    }

    /**
     * Answers the host's packets by a family.
     *
     * @param reply gives what to send, by the number of the packet from 0 among those that fit
     */
    Starting react(
            Family family,
            java.util.function.Predicate<Frame> chosen,
            BiFunction<Frame, Integer, Optional<Dns>> reply) {
        AtomicInteger count = new AtomicInteger();
        link().wire().react(frame -> {
            if (frame.family() == family && chosen.test(frame)) {
                reply.apply(frame, count.getAndIncrement()).ifPresent(message -> link().post(family, 5, message));
            }
        });
        return this;
    }

    /** Answers the probe of a name with that number, from 0, once. */
    Starting atProbe(Family family, Name name, int number, Dns reply) {
        return react(
                family,
                frame -> frame.isProbe() && frame.dns().probes(name),
                (frame, count) -> count == number ? Optional.of(reply) : Optional.empty());
    }

    /** Defends a name against each probe with a record. */
    Starting defend(Family family, Name name, Record record) {
        return react(
                family,
                frame -> frame.isProbe() && frame.dns().probes(name),
                (frame, count) -> Optional.of(Dns.response(List.of(record))));
    }

    /** Registers the service. */
    Starting start() {
        registration = Node.on(lab.host(), "machine1").register(service);
        return this;
    }

    /** Browses instead. */
    Browser browse(String type) {
        return Node.on(lab.host(), "machine1").browse(type);
    }

    Lab lab() {
        return lab;
    }

    Link link() {
        return lab.link();
    }

    Registration registration() {
        return registration;
    }

    Service service() {
        return service;
    }

    /** The probes for a name by a family. */
    Traffic probes(Family family, Name name) {
        return link().traffic()
                .fromHost()
                .of(family)
                .probes()
                .where(frame -> frame.dns().probes(name));
    }

    /** Waits for the first announcement of whatever instance of the service's type it has become. */
    Frame awaitAnnounced(Family family) {
        return link().await(
                        0,
                        START,
                        frame -> frame.family() == family && announced(frame).isPresent());
    }

    /** Waits for the first announcement of that name. */
    Frame awaitAnnounced(Family family, Name name) {
        return link().await(0, START, frame -> frame.family() == family && Established.isAnnouncement(frame, name));
    }

    /** The SRV of the service's type that a response of the host announces. */
    Optional<SRVRecord> announced(Frame frame) {
        if (!frame.isResponse() || !frame.isMulticast()) {
            return Optional.empty();
        }
        return frame.dns().answers().stream()
                .filter(record -> record.getType() == Type.SRV && record.getTTL() > 0)
                .filter(record -> record.getName().subdomain(service.typeName()))
                .map(SRVRecord.class::cast)
                .findFirst();
    }

    /** All instance names that it probed for. */
    List<Name> namesTried() {
        return link().traffic().fromHost().probes().stream()
                .flatMap(frame -> frame.dns().questions().stream())
                .map(Record::getName)
                .filter(name -> name.subdomain(service.typeName()))
                .distinct()
                .toList();
    }

    /** A record of another host under the service's name. */
    Record otherSrv(int port) {
        return Rr.srv(service.name(), port, Rr.name("other.local"), Rr.HOST_TTL);
    }

    /** Waits that long from now. */
    void watch(long millis) {
        Scenario.sleep(millis);
    }

    static long now() {
        return Wire.now();
    }

    @Override
    public void close() {
        lab.close();
    }
}
