package io.multicast.netty.internal.packet;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits before a write is tried again that found the queue behind the socket full (ENOBUFS): the socket counts as writable
 * then, and asking again at once would take a processor. From one millisecond, doubled up to a tenth of a second. On the event
 * loop.
 */
public final class WritePause {
    private static final long FIRST_MILLIS = 1;
    private static final long LONGEST_MILLIS = 100;

    private final Channel channel;
    private final Runnable tryAgain;
    private long millis = FIRST_MILLIS;
    private @Nullable ScheduledFuture<?> waiting;

    /** For that channel; {@code tryAgain} flushes it. */
    public WritePause(Channel channel, Runnable tryAgain) {
        this.channel = channel;
        this.tryAgain = tryAgain;
    }

    /** Flushes that come meanwhile may try, too; there is one pause at a time. */
    public void begin() {
        if (waiting == null) {
            waiting = channel.eventLoop().schedule(this::over, millis, TimeUnit.MILLISECONDS);
            millis = Math.min(2 * millis, LONGEST_MILLIS);
        }
    }

    /** Something could be sent. */
    public void end() {
        millis = FIRST_MILLIS;
    }

    private void over() {
        waiting = null;
        if (channel.isOpen()) {
            tryAgain.run();
        }
    }
}
