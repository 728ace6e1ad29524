package io.multicast.discovery.mdns.protocol;

import java.util.concurrent.TimeUnit;

/** The times that RFC 6762 names, in nanoseconds, and TTLs in seconds. */
final class Timing {
    static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Section 8.1. */
    static final long PROBE_INTERVAL = 250 * MILLISECOND;

    static final int PROBES = 3;
    /** Section 8.1: that many conflicts within ten seconds slow probing down to one attempt in five seconds. */
    static final int CONFLICTS = 15;

    static final long CONFLICT_PERIOD = 10 * SECOND;
    static final long CONFLICT_PAUSE = 5 * SECOND;
    /** Section 8.2: the loser of a tie waits. */
    static final long TIE_PAUSE = SECOND;
    /** Section 8.3. */
    static final int ANNOUNCEMENTS = 2;

    static final long ANNOUNCEMENT_INTERVAL = SECOND;
    /** Section 6: answers that others may give too. */
    static final long SHARED_DELAY_MIN = 20 * MILLISECOND;

    static final long SHARED_DELAY_MAX = 120 * MILLISECOND;
    /** Section 7.2: answers to a query whose known answers go on. */
    static final long TRUNCATED_DELAY_MIN = 400 * MILLISECOND;

    static final long TRUNCATED_DELAY_MAX = 500 * MILLISECOND;
    /** Ours: after that the answer goes out, however many known answers follow. */
    static final long TRUNCATED_LIMIT = 5 * SECOND;
    /** Section 6.4: an answer may wait that much longer for others to go along. */
    static final long AGGREGATION = 500 * MILLISECOND;
    /** Section 6: no record is multicast more often on a link. */
    static final long REPEAT_INTERVAL = SECOND;
    /** Section 6: but for one that is defended against a probe. */
    static final long DEFENCE_INTERVAL = 250 * MILLISECOND;
    /** Section 5.2. */
    static final long FIRST_QUERY_MIN = 20 * MILLISECOND;

    static final long FIRST_QUERY_MAX = 120 * MILLISECOND;
    static final long QUERY_INTERVAL_MIN = SECOND;
    static final long QUERY_INTERVAL_MAX = 3600 * SECOND;
    /** Section 5.4: questions of the start ask for unicast answers. Ours: how long the start lasts. */
    static final long START = SECOND;
    /** Sections 10.1 and 10.2: what was taken back lives on for that long. */
    static final long GRACE = SECOND;
    /** Sections 10.4 and 10.5: a record that is not heard of by then is gone. */
    static final long RECONFIRMATION = 10 * SECOND;

    /** Section 10: records with a host name in their name or data. */
    static final long HOST_TTL = 120;

    static final long OTHER_TTL = 4500;
    /** Section 6.7. */
    static final long LEGACY_TTL = 10;
    /** Ours: no cache keeps a record longer unheard. */
    static final long MAX_TTL = TimeUnit.DAYS.toSeconds(1);

    private Timing() {}
}
