package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Nsec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other hosts have told on one link. Records that nobody here asks for are kept as well, in case somebody will, but the
 * first of them go when there are too many.
 */
final class RecordCache {
    private final Timers timers;
    private final Listener listener;
    private final int limit;
    private final int unwantedLimit;
    private final Map<DnsName, List<CachedRecord>> byName = new HashMap<>();
    private final Map<RecordKey, CachedRecord> unwanted = new LinkedHashMap<>();
    private int size;

    /** Told of what changes. */
    interface Listener {
        /** Whether somebody wants such records. */
        boolean isWanted(DnsName name, int type);

        void added(DnsRecord record);

        void removed(DnsRecord record);

        /** It is about to expire, and to be asked for. */
        void aging(CachedRecord record);
    }

    RecordCache(Timers timers, Listener listener, int limit, int unwantedLimit) {
        this.timers = timers;
        this.listener = listener;
        this.limit = limit;
        this.unwantedLimit = unwantedLimit;
    }

    /** A record was told. */
    void hear(DnsRecord record) {
        if (record.cacheFlush() && record.ttl() > 0) {
            replaceOthers(record);
        }
        CachedRecord known = find(record);
        if (record.ttl() == 0) {
            if (known != null) {
                known.end(timers.now());
                schedule(known);
            }
        } else if (known != null) {
            known.hear(record, timers.now());
            schedule(known);
        } else if (makeRoom(record)) {
            add(new CachedRecord(record, timers.now()));
        }
    }

    /** What was told more than a second ago is not of the set any more (RFC 6762, section 10.2). */
    private void replaceOthers(DnsRecord record) {
        for (CachedRecord other : records(record.name())) {
            DnsRecord old = other.record();
            boolean ofSet = old.type() == record.type() && old.dnsClass() == record.dnsClass();
            if (ofSet
                    && timers.now() - other.received() > Timing.GRACE
                    && !old.data().equals(record.data())) {
                other.end(timers.now());
                schedule(other);
            }
        }
    }

    private void add(CachedRecord added) {
        DnsRecord record = added.record();
        byName.computeIfAbsent(record.name(), name -> new ArrayList<>()).add(added);
        size++;
        if (!listener.isWanted(record.name(), record.type())) {
            unwanted.put(RecordKey.of(record), added);
        }
        schedule(added);
        listener.added(record);
    }

    private boolean makeRoom(DnsRecord record) {
        if (listener.isWanted(record.name(), record.type())) {
            return size < limit;
        }
        while (unwanted.size() >= unwantedLimit) {
            CachedRecord first = unwanted.values().iterator().next();
            unwanted.remove(RecordKey.of(first.record()));
            if (!listener.isWanted(first.record().name(), first.record().type())) { // by now
                remove(first);
            }
        }
        return size < limit;
    }

    private void schedule(CachedRecord cached) {
        cached.schedule(timers, () -> act(cached));
    }

    private void act(CachedRecord cached) {
        if (cached.next() <= timers.now()) {
            if (!cached.refresh()) {
                remove(cached);
                return;
            }
            if (listener.isWanted(cached.record().name(), cached.record().type())) {
                listener.aging(cached);
            }
        }
        schedule(cached);
    }

    private void remove(CachedRecord cached) {
        DnsRecord record = cached.record();
        List<CachedRecord> named = byName.get(record.name());
        if (named == null || !named.remove(cached)) {
            return;
        }
        size--;
        cached.cancel();
        unwanted.remove(RecordKey.of(record));
        if (named.isEmpty()) {
            byName.remove(record.name());
        }
        listener.removed(record);
    }

    private List<CachedRecord> records(DnsName name) {
        return byName.getOrDefault(name, List.of());
    }

    private @Nullable CachedRecord find(DnsRecord record) {
        RecordKey key = RecordKey.of(record);
        for (CachedRecord cached : records(record.name())) {
            if (RecordKey.of(cached.record()).equals(key)) {
                return cached;
            }
        }
        return null;
    }

    /** The live records of a name and type, the newest first. */
    List<CachedRecord> find(DnsName name, int type) {
        List<CachedRecord> found = new ArrayList<>();
        for (CachedRecord cached : records(name)) {
            if (cached.record().type() == type && cached.expires() > timers.now()) {
                found.add(cached);
            }
        }
        found.sort((a, b) -> Long.compare(b.received(), a.received()));
        return found;
    }

    /** Whether the question needs no asking: its unique answer is known, or that there is none (RFC 6762, section 5.2). */
    boolean isAnswered(DnsName name, int type) {
        return find(name, type).stream().anyMatch(cached -> cached.record().cacheFlush()) || isDenied(name, type);
    }

    /** Whether the owner of the name has said that there is no such record (RFC 6762, section 6.1). */
    boolean isDenied(DnsName name, int type) {
        return find(name, DnsType.NSEC).stream()
                .map(cached -> cached.record().data())
                .anyMatch(data -> data instanceof Nsec nsec && !nsec.has(type));
    }

    /**
     * Another host asked and does not know these records: two such queries without an answer, and they are gone (RFC 6762,
     * section 10.5).
     */
    void observe(DnsQuestion question, KnownAnswers known) {
        for (CachedRecord cached : records(question.name())) {
            boolean asked = question.type() == DnsType.ANY
                    || question.type() == cached.record().type();
            if (asked && !known.contains(cached.record()) && cached.missed() >= 2) {
                cached.doubt(timers, () -> remove(cached));
            }
        }
    }

    /** Drops a record unless it is heard of within ten seconds (RFC 6762, section 10.4). */
    void doubt(DnsRecord record) {
        CachedRecord cached = find(record);
        if (cached != null) {
            cached.doubt(timers, () -> remove(cached));
        }
    }

    /** Forgets all. */
    void clear() {
        List<CachedRecord> all = new ArrayList<>();
        byName.values().forEach(all::addAll);
        all.forEach(this::remove);
    }

    int size() {
        return size;
    }
}
