package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Nsec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The records that this host answers with on one link. Those with the cache-flush bit are unique: their name is its own. */
final class OwnRecords {
    /** The restricted form of NSEC reaches so far (RFC 6762, section 6.1). */
    private static final int MAX_NSEC_TYPE = 255;

    private final Map<DnsName, Map<RecordKey, Owned>> byName = new HashMap<>();
    private final Listener listener;

    /** Told of what changes. */
    interface Listener {
        void changed(DnsRecord record, boolean present);
    }

    OwnRecords(Listener listener) {
        this.listener = listener;
    }

    /** Several services may offer the same shared record. */
    private static final class Owned {
        private final DnsRecord record;
        private int users = 1;

        Owned(DnsRecord record) {
            this.record = record;
        }
    }

    void add(Collection<DnsRecord> records) {
        for (DnsRecord record : records) {
            Map<RecordKey, Owned> named = byName.computeIfAbsent(record.name(), name -> new LinkedHashMap<>());
            Owned known = named.putIfAbsent(RecordKey.of(record), new Owned(record));
            if (known != null) {
                known.users++;
            } else {
                listener.changed(record, true);
            }
        }
    }

    /** Takes records out; those that nobody offers any more come back. */
    List<DnsRecord> remove(Collection<DnsRecord> records) {
        List<DnsRecord> gone = new ArrayList<>();
        for (DnsRecord record : records) {
            Map<RecordKey, Owned> named = byName.getOrDefault(record.name(), Map.of());
            Owned owned = named.get(RecordKey.of(record));
            if (owned != null && --owned.users == 0) {
                named.remove(RecordKey.of(record));
                gone.add(record);
                if (named.isEmpty()) {
                    byName.remove(record.name());
                }
                listener.changed(record, false);
            }
        }
        return gone;
    }

    boolean contains(DnsRecord record) {
        return byName.getOrDefault(record.name(), Map.of()).containsKey(RecordKey.of(record));
    }

    /** The records of a name and a type, or of all types. */
    List<DnsRecord> find(DnsName name, int type) {
        Map<RecordKey, Owned> named = byName.get(name);
        if (named == null) {
            return List.of();
        }
        return named.values().stream()
                .map(owned -> owned.record)
                .filter(record -> type == DnsType.ANY || record.type() == type)
                .toList();
    }

    /** What is answered: all records asked for, or that there is none of that type (RFC 6762, sections 6.1 and 6.5). */
    List<DnsRecord> answers(DnsQuestion question) {
        if (question.dnsClass() != DnsType.CLASS_IN && question.dnsClass() != DnsType.CLASS_ANY) {
            return List.of();
        }
        List<DnsRecord> found = find(question.name(), question.type());
        boolean negative = found.isEmpty() && question.type() <= MAX_NSEC_TYPE && owns(question.name());
        return negative ? List.of(nsec(question.name(), question.type())) : found;
    }

    /** Whether all records of that name are this host's. */
    boolean owns(DnsName name) {
        return find(name, DnsType.ANY).stream().anyMatch(DnsRecord::cacheFlush);
    }

    /** Which types a name of this host has; with the TTL that the missing type would have: every type of a host's name has one. */
    DnsRecord nsec(DnsName name, int missing) {
        TreeSet<Integer> types = new TreeSet<>();
        find(name, DnsType.ANY).forEach(record -> types.add(record.type()));
        boolean isHost = types.contains(DnsType.A) || types.contains(DnsType.AAAA);
        long ttl = isHost ? Timing.HOST_TTL : Publications.ttl(missing);
        return DnsRecord.of(name, DnsType.NSEC, true, ttl, Nsec.of(name, types));
    }
}
