package io.multicast.discovery.mdns.protocol;

import java.util.ArrayDeque;
import java.util.Deque;

/** Slows probing down when names turn out to be taken again and again (RFC 6762, section 8.1). */
final class ConflictRate {
    private final Deque<Long> last = new ArrayDeque<>();

    void note(long now) {
        last.add(now);
        if (last.size() > Timing.CONFLICTS) {
            last.remove();
        }
    }

    /** How long the next attempt has to wait. */
    long pause(long now) {
        boolean many = last.size() == Timing.CONFLICTS && now - last.element() <= Timing.CONFLICT_PERIOD;
        return many ? Timing.CONFLICT_PAUSE : 0;
    }
}
