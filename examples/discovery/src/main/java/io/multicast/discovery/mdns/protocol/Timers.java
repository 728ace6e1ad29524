package io.multicast.discovery.mdns.protocol;

import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done when. */
final class Timers {
    private static final int DEAD_MIN = 64;

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private final LongSupplier clock;
    private long now;
    private long sequence;
    private int dead;

    /** On a clock of nanoseconds that never goes back. */
    Timers(LongSupplier clock) {
        this.clock = clock;
        now = clock.getAsLong();
    }

    /** Something to be done once. */
    static final class Timer implements Comparable<Timer> {
        private final Timers timers;
        private final long time;
        private final long sequence;
        private @Nullable Runnable action;

        private Timer(Timers timers, long time, long sequence, Runnable action) {
            this.timers = timers;
            this.time = time;
            this.sequence = sequence;
            this.action = action;
        }

        long time() {
            return time;
        }

        boolean isPending() {
            return action != null;
        }

        void cancel() {
            if (action != null) {
                action = null;
                timers.dead++;
                timers.purge();
            }
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** The time of what is done now, in nanoseconds. */
    long now() {
        return now;
    }

    Timer after(long delay, Runnable action) {
        return at(now + delay, action);
    }

    Timer at(long time, Runnable action) {
        Timer timer = new Timer(this, Math.max(time, now), sequence++, action);
        queue.add(timer);
        return timer;
    }

    /** Cancels one if it is there. */
    static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** When the next is due; {@code Long.MAX_VALUE} if nothing is to be done. */
    long next() {
        Timer first = live();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    /** Looks at the clock: time passes here only then. To be done when something happens, and when something has been sent. */
    long refresh() {
        now = Math.max(now, clock.getAsLong());
        return now;
    }

    /** Does all that is due, in the order of time. */
    void advance() {
        refresh();
        for (Timer first = live(); first != null && first.time <= now; first = live()) {
            queue.remove();
            Runnable action = first.action;
            first.action = null;
            if (action != null) {
                action.run();
            }
        }
    }

    private @Nullable Timer live() {
        Timer first = queue.peek();
        while (first != null && first.action == null) {
            queue.remove();
            dead--;
            first = queue.peek();
        }
        return first;
    }

    /** Cancelled ones stay in the queue until they are most of it. */
    private void purge() {
        if (dead > DEAD_MIN && dead > queue.size() / 2) {
            queue.removeIf(timer -> timer.action == null);
            dead = 0;
        }
    }
}
