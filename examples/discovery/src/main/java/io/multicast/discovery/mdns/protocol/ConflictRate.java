package io.multicast.discovery.mdns.protocol;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Slows probing down when names turn out to be taken again and again (RFC 6762, section 8.1), until there was no conflict for
 * as long as it takes to count them.
 */
final class ConflictRate {
    private final Deque<Long> last = new ArrayDeque<>();
    private boolean slow;

    void note(long now) {
        if (pause(now) == 0) {
            slow = false;
        }
        last.add(now);
        if (last.size() > Timing.CONFLICTS) {
            last.remove();
        }
        slow |= last.size() == Timing.CONFLICTS && now - last.element() <= Timing.CONFLICT_PERIOD;
    }

    /** How long the next attempt has to wait. */
    long pause(long now) {
        boolean quiet = last.isEmpty() || now - last.getLast() > Timing.CONFLICT_PERIOD;
        return slow && !quiet ? Timing.CONFLICT_PAUSE : 0;
    }
}
