package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import java.util.List;

/** A publication on one link. */
final class Claim {
    /** How far it has got. */
    enum State {
        /** Others are asked whether they have the name. */
        PROBING,
        /** The name is free; the records wait for the host's name. */
        WAITING,
        /** Announced; queries are answered. */
        ESTABLISHED
    }

    private final Publication publication;
    private final DnsName name;
    private State state = State.PROBING;
    private List<DnsRecord> published = List.of();
    private int probes;
    private long due;

    /** Under the name that the publication has now. */
    Claim(Publication publication) {
        this.publication = publication;
        name = publication.name();
    }

    Publication publication() {
        return publication;
    }

    DnsName name() {
        return name;
    }

    State state() {
        return state;
    }

    boolean is(State other) {
        return state == other;
    }

    /** What is answered now; nothing before it is established. */
    List<DnsRecord> published() {
        return published;
    }

    void become(State next, List<DnsRecord> records) {
        state = next;
        published = records;
    }

    /** Probes from the first one on, which is sent then. */
    void probeAt(long time) {
        state = State.PROBING;
        published = List.of();
        probes = 0;
        due = time;
    }

    /** When the next probe is sent, or after the last one when the name is known to be free. */
    long due() {
        return due;
    }

    /** Whether it has begun: what came before is old (RFC 6762, section 8.1). */
    boolean hasBegun() {
        return probes > 0;
    }

    boolean isProbed() {
        return probes == Timing.PROBES;
    }

    void probed(long now) {
        probes++;
        due = now + Timing.PROBE_INTERVAL;
    }
}
