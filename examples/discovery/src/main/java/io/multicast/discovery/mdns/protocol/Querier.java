package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks the questions of one link: when they are new, again and again, and when answers are about to expire. */
final class Querier implements RecordCache.Listener {
    private static final int CACHE = 16_384;
    private static final int UNWANTED = 2048;
    /** Ours: as many are asked at once, the others a little later, however many a stranger makes us want to ask. */
    private static final int BURST = 256;

    private static final long BURST_INTERVAL = 100 * Timing.MILLISECOND;
    /** Ours: what was just asked for another reason, or because a timer was late, is not asked again. */
    private static final long REFRESH_INTERVAL = 250 * Timing.MILLISECOND;
    /** What may be missing of a host or a service: NSEC says so. */
    private static final List<Integer> DENIED = List.of(DnsType.A, DnsType.AAAA, DnsType.SRV, DnsType.TXT);

    private final Timers timers;
    private final RandomGenerator random;
    private final BooleanSupplier unicastReachable;
    private final OwnRecords own;
    private final LinkSender sender;
    private final Listener listener;
    private final RecordCache cache;
    private final Map<Key, ActiveQuestion> questions = new LinkedHashMap<>();
    private final Set<Key> refreshes = new LinkedHashSet<>();
    private final long started;
    private Timers.@Nullable Timer timer;
    private Timers.@Nullable Timer refreshTimer;

    private record Key(DnsName name, int type) {}

    /** Told of records that are asked for. */
    interface Listener {
        /** A record is there, or is not there any more. */
        void changed(DnsRecord record, boolean present);
    }

    Querier(Surroundings around, OwnRecords own, LinkSender sender, Listener listener) {
        this.timers = around.timers();
        this.random = around.random();
        this.unicastReachable = around.unicastReachable();
        this.own = own;
        this.sender = sender;
        this.listener = listener;
        cache = new RecordCache(timers, this, CACHE, UNWANTED);
        started = timers.now();
    }

    RecordCache cache() {
        return cache;
    }

    /**
     * One more listens to a question. Only when a link is new are caches so empty that answers are better sent to this host
     * alone, and only what is asked then asks for that (RFC 6762, section 5.4).
     *
     * @param initial whether it may be one of those that are asked as soon as there is a link
     */
    void listen(DnsName name, int type, boolean initial) {
        boolean unicast = initial && timers.now() - started < Timing.START && unicastReachable.getAsBoolean();
        ActiveQuestion question = questions.computeIfAbsent(
                new Key(name, type), key -> new ActiveQuestion(name, type, firstTime(), unicast));
        question.listen(1);
        arm(question.due());
    }

    /** One less listens; the last one ends the question. */
    void ignore(DnsName name, int type) {
        Key key = new Key(name, type);
        ActiveQuestion question = questions.get(key);
        if (question != null && question.listen(-1) == 0) {
            questions.remove(key);
        }
    }

    /** Asks again, and drops the record if it does not come (RFC 6762, section 10.4). */
    void reconfirm(DnsRecord record) {
        cache.doubt(record);
        ActiveQuestion question = questions.get(new Key(record.name(), record.type()));
        if (question != null) {
            question.restart(firstTime());
            arm(question.due());
        }
    }

    /** After a short random delay, along with others that are asked then anyway. */
    private long firstTime() {
        long min = timers.now() + Timing.FIRST_QUERY_MIN;
        long max = timers.now() + Timing.FIRST_QUERY_MAX;
        boolean joins = timer != null && timer.isPending() && timer.time() >= min && timer.time() <= max;
        return joins && timer != null ? timer.time() : random.nextLong(min, max);
    }

    private void arm(long due) {
        if (due != Long.MAX_VALUE && (timer == null || !timer.isPending() || timer.time() > due)) {
            Timers.cancel(timer);
            timer = timers.at(due, this::ask);
        }
    }

    private void ask() {
        List<ActiveQuestion> due = due();
        send(due.stream()
                .map(question ->
                        DnsQuestion.of(question.name(), question.type()).withUnicastResponse(question.wantsUnicast()))
                .toList());
        due.forEach(question -> question.sent(timers.now()));
        long earliest = due.isEmpty() ? timers.now() : timers.now() + BURST_INTERVAL;
        questions.values().stream()
                .mapToLong(ActiveQuestion::due)
                .min()
                .ifPresent(next -> arm(Math.max(next, earliest)));
    }

    private List<ActiveQuestion> due() {
        List<ActiveQuestion> due = new ArrayList<>();
        for (ActiveQuestion question : questions.values()) {
            if (question.due() <= timers.now() && due.size() < BURST) {
                if (own.owns(question.name()) || cache.isAnswered(question.name(), question.type())) {
                    question.rest();
                } else {
                    due.add(question);
                }
            }
        }
        return due;
    }

    private void send(List<DnsQuestion> asked) {
        if (!asked.isEmpty()) {
            QueryPacker.pack(asked, this::known, sender.limit()).forEach(packet -> sender.send(packet, null));
            timers.refresh();
        }
    }

    private List<DnsRecord> known(DnsQuestion question) {
        List<DnsRecord> known = new ArrayList<>();
        for (CachedRecord cached : cache.find(question.name(), question.type())) {
            DnsRecord record = cached.known(timers.now());
            if (record != null) {
                known.add(record);
            }
        }
        return known;
    }

    @Override
    public boolean isWanted(DnsName name, int type) {
        return type == DnsType.NSEC
                ? DENIED.stream().anyMatch(denied -> isWanted(name, denied))
                : questions.containsKey(new Key(name, type));
    }

    @Override
    public void added(DnsRecord record) {
        listener.changed(record, true);
    }

    /** What was a unique answer is none any more: it is asked for again. */
    @Override
    public void removed(DnsRecord record) {
        ActiveQuestion question = questions.get(new Key(record.name(), record.type()));
        if (question != null && question.isResting()) {
            question.restart(firstTime());
            arm(question.due());
        }
        listener.changed(record, false);
    }

    /** Those that age at about the same time are asked for in one query. */
    @Override
    public void aging(CachedRecord cached) {
        refreshes.add(new Key(cached.record().name(), cached.record().type()));
        long due = timers.now() + cached.jitter(random.nextDouble());
        if (refreshTimer == null || !refreshTimer.isPending() || refreshTimer.time() > due) {
            Timers.cancel(refreshTimer);
            refreshTimer = timers.at(due, this::refresh);
        }
    }

    private void refresh() {
        List<ActiveQuestion> due = refreshes.stream()
                .map(questions::get)
                .filter(question -> question != null && timers.now() - question.last() >= REFRESH_INTERVAL)
                .toList();
        refreshes.clear();
        send(due.stream()
                .map(question -> DnsQuestion.of(question.name(), question.type()))
                .toList());
        due.forEach(question -> question.refreshed(timers.now()));
    }

    /** Another host asks: if it is what this host is about to ask, once is enough (RFC 6762, section 7.3). */
    void hearQuery(DnsMessage query) {
        KnownAnswers theirs = new KnownAnswers(query.answers());
        for (DnsQuestion question : query.questions()) {
            if (question.unicastResponse() || query.isTruncated()) {
                continue;
            }
            cache.observe(question, theirs);
            ActiveQuestion ours = questions.get(new Key(question.name(), question.type()));
            if (ours != null && knowsAll(question, query.answers())) {
                refreshes.remove(new Key(question.name(), question.type()));
                if (!ours.isResting()) {
                    ours.sent(timers.now());
                }
            }
        }
    }

    private boolean knowsAll(DnsQuestion question, List<DnsRecord> theirs) {
        KnownAnswers ours = new KnownAnswers(known(question));
        return theirs.stream()
                .filter(record -> record.name().equals(question.name()) && record.type() == question.type())
                .allMatch(ours::contains);
    }

    /** The link is gone. */
    void end() {
        Timers.cancel(timer);
        Timers.cancel(refreshTimer);
        questions.clear();
        cache.clear();
    }
}
