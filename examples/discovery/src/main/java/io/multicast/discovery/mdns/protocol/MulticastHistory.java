package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsRecord;
import java.util.HashMap;
import java.util.Map;

/** When each own record was multicast on a link. */
final class MulticastHistory {
    private static final int PURGE = 4096;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Map<RecordKey, Long> last = new HashMap<>();
    private int purgeAt = PURGE;

    void note(DnsRecord record, long now) {
        last.put(RecordKey.of(record), now);
        if (last.size() > purgeAt) {
            last.values().removeIf(time -> now - time > Timing.OTHER_TTL * Timing.SECOND);
            purgeAt = Math.max(PURGE, 2 * last.size());
        }
    }

    /** When the record may be multicast again. */
    long allowed(DnsRecord record, long interval) {
        return last.getOrDefault(RecordKey.of(record), NEVER) + interval;
    }

    /** Whether it was within a quarter of its TTL, so that every cache has it (RFC 6762, section 5.4). */
    boolean isRecent(DnsRecord record, long now) {
        return now <= allowed(record, record.ttl() * Timing.SECOND / 4);
    }

    void forget(DnsRecord record) {
        last.remove(RecordKey.of(record));
    }
}
