package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The responses that a link is going to send to single hosts: bounded in number, so that nobody can make it a weapon. */
final class Unicaster {
    private static final int MAX_PER_SECOND = 200;

    private final Timers timers;
    private final RandomGenerator random;
    private final OwnRecords own;
    private final LinkSender sender;
    private final Map<To, Reply> replies = new LinkedHashMap<>();
    private long second;
    private int sentInSecond;

    private record To(InetSocketAddress asker, int id) {}

    private static final class Reply {
        private final Map<RecordKey, DnsRecord> answers = new LinkedHashMap<>();
        private List<DnsQuestion> questions = List.of();
        private boolean legacy;
        private long limit;
        private Timers.Timer timer;

        private Reply(Timers.Timer timer) {
            this.timer = timer;
        }
    }

    Unicaster(Surroundings around, OwnRecords own, LinkSender sender) {
        this.timers = around.timers();
        this.random = around.random();
        this.own = own;
        this.sender = sender;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        if (timers.now() - second >= Timing.SECOND) {
            second = timers.now();
            sentInSecond = 0;
        }
        return sentInSecond + replies.size() < MAX_PER_SECOND;
    }

    /** Answers a query to its sender alone. */
    void answer(Incoming query, List<DnsRecord> answers, Multicaster.Haste haste) {
        if (answers.isEmpty() || !hasRoom()) {
            return;
        }
        To to = new To(query.source(), query.message().id());
        Reply reply = replies.computeIfAbsent(to, key -> {
            long delay = haste.max == haste.min ? haste.min : random.nextLong(haste.min, haste.max);
            return new Reply(timers.after(delay, () -> send(key)));
        });
        reply.legacy = query.isLegacy();
        reply.questions = query.isLegacy() ? query.message().questions() : List.of();
        reply.limit = timers.now() + Timing.TRUNCATED_LIMIT;
        answers.forEach(answer -> reply.answers.put(RecordKey.of(answer), answer));
    }

    /** Drops what the asker turns out to know; waits on while it has more to tell. */
    void hear(InetSocketAddress asker, KnownAnswers known, boolean more) {
        replies.forEach((to, reply) -> {
            if (to.asker().equals(asker)) {
                reply.answers.values().removeIf(known::suppress);
                if (more && timers.now() < reply.limit) {
                    reply.timer.cancel();
                    long delay = random.nextLong(Timing.TRUNCATED_DELAY_MIN, Timing.TRUNCATED_DELAY_MAX);
                    reply.timer = timers.after(delay, () -> send(to));
                }
            }
        });
    }

    private void send(To to) {
        Reply reply = replies.remove(to);
        if (reply == null || reply.answers.isEmpty()) {
            return;
        }
        List<DnsMessage> packets = new ResponsePacker(
                        sender.limit(), answer -> Additionals.of(answer, own), additional -> true)
                .pack(List.copyOf(reply.answers.values()));
        sentInSecond += packets.size();
        for (DnsMessage packet : packets) {
            DnsMessage response = reply.legacy ? legacy(packet, reply.questions) : packet;
            sender.send(response.withId(to.id()), to.asker());
        }
    }

    /** As simple resolvers want it: the question repeated, no cache-flush bit, short TTLs (RFC 6762, section 6.7). */
    private static DnsMessage legacy(DnsMessage packet, List<DnsQuestion> questions) {
        return new DnsMessage(
                packet.id(),
                packet.flags(),
                questions,
                plain(packet.answers()),
                List.of(),
                plain(packet.additionals()));
    }

    private static List<DnsRecord> plain(List<DnsRecord> records) {
        return records.stream()
                .map(record -> record.withCacheFlush(false).withTtl(Math.min(record.ttl(), Timing.LEGACY_TTL)))
                .toList();
    }
}
