package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsRecord;
import org.jspecify.annotations.Nullable;

/** A record that another host has told, for as long as it holds. */
final class CachedRecord {
    /** Shares of the TTL after which it is asked for again (RFC 6762, section 5.2). */
    private static final double[] REFRESH = {0.80, 0.85, 0.90, 0.95};

    private DnsRecord record;
    private long received;
    private long expires;
    private int refreshes;
    private int unanswered;
    private Timers.@Nullable Timer timer;
    private Timers.@Nullable Timer doubt;

    CachedRecord(DnsRecord record, long now) {
        this.record = record;
        hear(record, now);
    }

    /** It was told again. */
    void hear(DnsRecord again, long now) {
        record = again;
        received = now;
        expires = now + Math.min(again.ttl(), Timing.MAX_TTL) * Timing.SECOND;
        refreshes = 0;
        trust();
    }

    /** It was taken back or replaced: it lives on for a second only. */
    void end(long now) {
        expires = Math.min(expires, now + Timing.GRACE);
        refreshes = REFRESH.length;
    }

    DnsRecord record() {
        return record;
    }

    long received() {
        return received;
    }

    long expires() {
        return expires;
    }

    private long ttl() {
        return Math.min(record.ttl(), Timing.MAX_TTL) * Timing.SECOND;
    }

    /** How much of two per cent of its TTL, so that not all hosts ask at once. */
    long jitter(double share) {
        return (long) (ttl() * 0.02 * share);
    }

    /** When something is to be done about it: asking again, or at last dropping it. */
    long next() {
        return refreshes < REFRESH.length ? received + (long) (ttl() * REFRESH[refreshes]) : expires;
    }

    /** Whether there is another refresh to come; counts it as done. */
    boolean refresh() {
        return refreshes < REFRESH.length && ++refreshes > 0;
    }

    /**
     * As a known answer: with the rest of its TTL; null when less than half of it is left (RFC 6762, section 7.1), or when its
     * owner is to say that it still holds.
     */
    @Nullable
    DnsRecord known(long now) {
        long left = expires - now;
        return left > ttl() / 2 && !isDoubted() ? record.withCacheFlush(false).withTtl(left / Timing.SECOND) : null;
    }

    /** Notes a query that it should have answered; how many there were since it was told last. */
    int missed() {
        return ++unanswered;
    }

    private boolean isDoubted() {
        return doubt != null && doubt.isPending();
    }

    /** Begins to doubt it, unless that is so already. */
    void doubt(Timers timers, Runnable flush) {
        if (!isDoubted()) {
            doubt = timers.after(Timing.RECONFIRMATION, flush);
        }
    }

    private void trust() {
        unanswered = 0;
        Timers.cancel(doubt);
        doubt = null;
    }

    void schedule(Timers timers, Runnable action) {
        if (timer == null || !timer.isPending() || timer.time() > next()) {
            Timers.cancel(timer);
            timer = timers.at(next(), action);
        }
    }

    void cancel() {
        Timers.cancel(timer);
        Timers.cancel(doubt);
    }
}
