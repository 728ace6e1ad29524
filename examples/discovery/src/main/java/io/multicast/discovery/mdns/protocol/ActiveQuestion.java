package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;

/** A question that is asked on one link until nobody listens any more. */
final class ActiveQuestion {
    private final DnsName name;
    private final int type;
    private boolean initial;
    private int listeners;
    private int sent;
    private long last = Long.MIN_VALUE / 2;
    private long due;

    ActiveQuestion(DnsName name, int type, long due, boolean initial) {
        this.name = name;
        this.type = type;
        this.due = due;
        this.initial = initial;
    }

    DnsName name() {
        return name;
    }

    int type() {
        return type;
    }

    /** Adds or takes listeners; how many there are now. */
    int listen(int more) {
        listeners += more;
        return listeners;
    }

    long due() {
        return due;
    }

    /** Whether answers are better sent to this host alone: to the first query of the start. */
    boolean wantsUnicast() {
        return initial;
    }

    /** It went out, ours or another host's: the next one takes twice as long, an hour at most (RFC 6762, section 5.2). */
    void sent(long now) {
        long interval = Timing.QUERY_INTERVAL_MIN << Math.min(sent, 12);
        due = now + Math.min(interval, Timing.QUERY_INTERVAL_MAX);
        last = now;
        sent++;
        initial = false;
    }

    /** It went out once more, because an answer is about to expire. */
    void refreshed(long now) {
        last = now;
    }

    /** When it went out last. */
    long last() {
        return last;
    }

    /** Nothing to ask at the moment. */
    void rest() {
        due = Long.MAX_VALUE;
    }

    boolean isResting() {
        return due == Long.MAX_VALUE;
    }

    /** Begins anew. */
    void restart(long at) {
        sent = 0;
        due = at;
    }
}
