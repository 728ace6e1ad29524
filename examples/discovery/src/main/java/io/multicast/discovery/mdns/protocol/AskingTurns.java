package io.multicast.discovery.mdns.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may ask for what is missing of a service: so many at a time, the newest first. A flood of services that nobody answers
 * for does not make this host flood the link, nor keep others from being found.
 */
final class AskingTurns {
    private static final int AT_A_TIME = 100;
    /** Long enough for two queries; then others have their turn. */
    private static final long TURN = 3 * Timing.SECOND;

    private static final int STALE = 100;

    private final Timers timers;
    private final Map<Tracker, Timers.Timer> asking = new HashMap<>();
    private final Set<Tracker> waiting = new HashSet<>();
    /** The order of those who wait; some do not wait any more. */
    private final Deque<Tracker> queue = new ArrayDeque<>();

    AskingTurns(Timers timers) {
        this.timers = timers;
    }

    /** Whether it is the tracker's turn; if not, it will be told to look again when it is. */
    boolean take(Tracker tracker) {
        if (!asking.containsKey(tracker)) {
            if (asking.size() >= AT_A_TIME) {
                if (waiting.add(tracker)) {
                    queue.addFirst(tracker);
                }
                return false;
            }
            begin(tracker);
        }
        return true;
    }

    private void begin(Tracker tracker) {
        asking.put(tracker, timers.after(TURN, () -> end(tracker)));
    }

    /** It goes on if nobody else wants to. */
    private void end(Tracker tracker) {
        if (waiting.isEmpty()) {
            begin(tracker);
            return;
        }
        asking.remove(tracker);
        waiting.add(tracker);
        queue.addLast(tracker);
        tracker.later();
        next();
    }

    /** It needs to ask for nothing more. */
    void release(Tracker tracker) {
        waiting.remove(tracker);
        Timers.Timer timer = asking.remove(tracker);
        if (timer != null) {
            timer.cancel();
            next();
        }
        if (queue.size() > 2 * waiting.size() + STALE) {
            queue.retainAll(waiting);
        }
    }

    private void next() {
        while (asking.size() < AT_A_TIME && !queue.isEmpty()) {
            Tracker first = queue.removeFirst();
            if (waiting.remove(first)) {
                begin(first);
                first.later();
            }
        }
    }
}
