package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsRecord;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The responses that a link is going to multicast: answers, announcements, goodbyes. Each record goes out once, however many
 * ask for it, together with others where that costs little time, and not more often than RFC 6762, section 6 allows.
 */
final class Multicaster {
    private static final int MAX_ASKERS = 16;

    private final Timers timers;
    private final RandomGenerator random;
    private final OwnRecords own;
    private final LinkSender sender;
    private final MulticastHistory history = new MulticastHistory();
    private final Map<RecordKey, Planned> planned = new LinkedHashMap<>();
    private Timers.@Nullable Timer timer;

    Multicaster(Surroundings around, OwnRecords own, LinkSender sender) {
        this.timers = around.timers();
        this.random = around.random();
        this.own = own;
        this.sender = sender;
    }

    /** A record that is to be sent between {@code earliest} and {@code latest}. */
    private static final class Planned {
        private final DnsRecord record;
        private final long limit;
        private long earliest;
        private long due;
        private long latest;
        /** Those whose known answers can still make it needless; null if none can. */
        private @Nullable Set<InetSocketAddress> askers = new HashSet<>();

        private Planned(DnsRecord record, long now) {
            this.record = record;
            limit = now + Timing.TRUNCATED_LIMIT;
            earliest = Long.MAX_VALUE;
            due = Long.MAX_VALUE;
            latest = Long.MAX_VALUE;
        }

        private void bring(long toEarliest, long toDue, long toLatest) {
            earliest = Math.min(earliest, toEarliest);
            due = Math.min(due, toDue);
            latest = Math.min(latest, toLatest);
        }

        private void askedBy(@Nullable InetSocketAddress asker) {
            if (asker == null || askers == null || askers.size() >= MAX_ASKERS) {
                askers = null;
            } else {
                askers.add(asker);
            }
        }
    }

    /** When an answer may go out. */
    enum Haste {
        /** A record that nobody else answers with (section 6). */
        NOW(0, 0, 0),
        /** A record that others may answer with too (section 6). */
        SHARED(Timing.SHARED_DELAY_MIN, Timing.SHARED_DELAY_MAX, Timing.AGGREGATION),
        /** More known answers are on their way (section 7.2). */
        TRUNCATED(Timing.TRUNCATED_DELAY_MIN, Timing.TRUNCATED_DELAY_MAX, 0);

        final long min;
        final long max;
        final long slack;

        Haste(long min, long max, long slack) {
            this.min = min;
            this.max = max;
            this.slack = slack;
        }
    }

    MulticastHistory history() {
        return history;
    }

    /** Sends a record as soon as may be, whoever knows it. */
    void announce(DnsRecord record) {
        plan(record, null, Haste.NOW, Timing.REPEAT_INTERVAL);
    }

    /** Answers a query. */
    void answer(DnsRecord record, InetSocketAddress asker, Haste haste) {
        plan(record, asker, haste, Timing.REPEAT_INTERVAL);
    }

    /** Answers a probe for an own name: whoever probes decides within 250 ms. */
    void defend(DnsRecord record) {
        plan(record, null, Haste.NOW, Timing.DEFENCE_INTERVAL);
    }

    /** Takes a record back at once. */
    void goodbye(DnsRecord record) {
        planned.remove(RecordKey.of(record));
        Planned last = new Planned(record.withTtl(0), timers.now());
        last.askers = null;
        last.bring(timers.now(), timers.now(), timers.now());
        planned.put(RecordKey.of(record), last);
        history.forget(record);
        arm(last.due);
    }

    private void plan(DnsRecord record, @Nullable InetSocketAddress asker, Haste haste, long interval) {
        Planned plan = planned.compute(
                RecordKey.of(record),
                (key, known) -> known == null || known.record.ttl() == 0 ? new Planned(record, timers.now()) : known);
        plan.askedBy(asker);
        long allowed = Math.max(timers.now(), history.allowed(record, interval));
        long earliest = Math.max(allowed, timers.now() + haste.min);
        long due = Math.max(earliest, due(haste));
        plan.bring(earliest, due, due + haste.slack);
        arm(plan.due);
    }

    /** At random within its bounds, but along with what goes out within them anyway. */
    private long due(Haste haste) {
        long min = timers.now() + haste.min;
        long max = timers.now() + haste.max;
        if (timer != null && timer.isPending() && timer.time() >= min && timer.time() <= max) {
            return timer.time();
        }
        return haste.max == haste.min ? min : random.nextLong(min, max);
    }

    /** Drops what that asker turns out to know, unless others wait for it; waits on while it has more to tell. */
    void hear(InetSocketAddress asker, KnownAnswers known, boolean more) {
        planned.values().removeIf(plan -> {
            boolean asked = plan.askers != null && plan.askers.contains(asker);
            if (asked && known.suppress(plan.record) && plan.askers != null) {
                plan.askers.remove(asker);
                return plan.askers.isEmpty();
            }
            return false;
        });
        if (more) {
            planned.values().stream()
                    .filter(plan -> plan.askers != null && plan.askers.equals(Set.of(asker)))
                    .filter(plan -> timers.now() < plan.limit)
                    .forEach(this::postpone);
        }
    }

    private void postpone(Planned plan) {
        plan.earliest = Math.max(plan.earliest, timers.now() + Timing.TRUNCATED_DELAY_MIN);
        plan.due = Math.max(
                plan.due, timers.now() + random.nextLong(Timing.TRUNCATED_DELAY_MIN, Timing.TRUNCATED_DELAY_MAX));
        plan.latest = Math.max(plan.latest, plan.due);
    }

    /** Another host gave the same answer, as good as ours (section 7.4). */
    void answeredByOther(DnsRecord record) {
        Planned plan = planned.get(RecordKey.of(record));
        if (plan != null && plan.record.ttl() > 0 && record.ttl() >= plan.record.ttl()) {
            planned.remove(RecordKey.of(record));
        }
    }

    /** It is offered no more: no answer that is still planned. */
    void drop(DnsRecord record) {
        Planned plan = planned.get(RecordKey.of(record));
        if (plan != null && plan.record.ttl() > 0) {
            planned.remove(RecordKey.of(record));
        }
    }

    private void arm(long due) {
        if (timer == null || !timer.isPending() || timer.time() > due) {
            Timers.cancel(timer);
            timer = timers.at(due, this::flush);
        }
    }

    /** Sends what is due, and what may go along. */
    void flush() {
        List<Planned> ripe = planned.values().stream()
                .filter(plan -> plan.earliest <= timers.now())
                .toList();
        long later = worthWaitingFor(ripe);
        if (later > timers.now()) {
            ripe.forEach(plan -> plan.due = Math.max(plan.due, later));
        } else {
            ripe.forEach(plan -> planned.remove(RecordKey.of(plan.record)));
            send(ripe.stream().map(plan -> plan.record).toList());
        }
        planned.values().stream().mapToLong(plan -> plan.due).min().ifPresent(this::arm);
    }

    /** When others follow soon, and nobody minds the wait (section 6.4). */
    private long worthWaitingFor(List<Planned> ripe) {
        long now = timers.now();
        long latest =
                Math.min(ripe.stream().mapToLong(plan -> plan.latest).min().orElse(now), now + Timing.SHARED_DELAY_MAX);
        return planned.values().stream()
                .filter(plan -> plan.earliest > now && plan.due <= latest)
                .mapToLong(plan -> plan.due)
                .max()
                .orElse(now);
    }

    private void send(List<DnsRecord> records) {
        long before = timers.now();
        List<DnsMessage> packets = new ResponsePacker(
                        sender.limit(),
                        answer -> answer.ttl() == 0 ? List.of() : Additionals.of(answer, own),
                        additional -> history.allowed(additional, Timing.REPEAT_INTERVAL) <= before)
                .pack(records);
        for (DnsMessage packet : packets) {
            sender.send(packet, null);
            long now = timers.refresh();
            packet.answers().stream().filter(record -> record.ttl() > 0).forEach(record -> history.note(record, now));
            packet.additionals().forEach(record -> history.note(record, now));
        }
    }

    /** Nothing is sent any more. */
    void end() {
        planned.clear();
        Timers.cancel(timer);
    }
}
