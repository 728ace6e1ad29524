package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.util.HashMap;
import java.util.Map;

/**
 * The questions that were lately asked for answers to this host alone. Other unicast responses are not listened to: anybody
 * could send them without the link seeing it (RFC 6762, section 6).
 */
final class UnicastQuestions {
    private static final long LIFETIME = 2 * Timing.SECOND;

    private final Timers timers;
    private final Map<DnsName, Map<Integer, Long>> asked = new HashMap<>();

    UnicastQuestions(Timers timers) {
        this.timers = timers;
    }

    /** A query goes out. */
    void note(DnsMessage query) {
        asked.values().forEach(types -> types.values().removeIf(this::isOver));
        asked.values().removeIf(Map::isEmpty);
        for (DnsQuestion question : query.questions()) {
            if (question.unicastResponse()) {
                asked.computeIfAbsent(question.name(), name -> new HashMap<>()).put(question.type(), timers.now());
            }
        }
    }

    private boolean isOver(long time) {
        return timers.now() - time > LIFETIME;
    }

    /** Whether one of them is answered; that there is no such record is an answer, too. */
    boolean areAnsweredBy(DnsMessage response) {
        return response.answers().stream().anyMatch(this::isAnsweredBy);
    }

    private boolean isAnsweredBy(DnsRecord record) {
        return asked.getOrDefault(record.name(), Map.of()).entrySet().stream()
                .filter(entry -> !isOver(entry.getValue()))
                .map(Map.Entry::getKey)
                .anyMatch(type -> type == DnsType.ANY || type == record.type() || record.type() == DnsType.NSEC);
    }
}
