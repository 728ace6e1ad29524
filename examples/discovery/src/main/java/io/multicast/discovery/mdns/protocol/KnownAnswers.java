package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the sender of a query knows already (RFC 6762, section 7.1). */
final class KnownAnswers {
    private final Map<RecordKey, Long> ttls;

    KnownAnswers(List<DnsRecord> records) {
        ttls = records.isEmpty() ? Map.of() : new HashMap<>();
        records.forEach(record -> ttls.merge(RecordKey.of(record), record.ttl(), Math::max));
    }

    boolean isEmpty() {
        return ttls.isEmpty();
    }

    /** Whether the answer need not be given: it is known with at least half of its TTL. */
    boolean suppress(DnsRecord answer) {
        Long ttl = ttls.isEmpty() ? null : ttls.get(RecordKey.of(answer));
        return ttl != null && ttl >= answer.ttl() / 2.0;
    }

    boolean contains(DnsRecord record) {
        return ttls.containsKey(RecordKey.of(record));
    }
}
