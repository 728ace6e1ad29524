package io.multicast.netty;

import io.multicast.netty.internal.membership.Binding;
import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Warns, once for a channel, of groups that are joined and can't be received as the socket is bound. A while after the join:
 * memberships of the start come before the bind.
 */
@SuppressWarnings("ReferenceEquality") // the one constant for no binding
final class BindingCheck {
    private static final int FIRST_SECONDS = 1;
    private static final int LAST_SECONDS = 64;

    private final Channel channel;
    private final Memberships memberships;
    private int seconds = FIRST_SECONDS;
    private boolean pending;
    private boolean done;

    BindingCheck(Channel channel, Memberships memberships) {
        this.channel = channel;
        this.memberships = memberships;
    }

    /** Something was joined. Event loop only. */
    void soon() {
        if (done || pending) {
            return;
        }
        pending = true;
        try {
            channel.eventLoop().schedule(this::check, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            done = true; // the event loop is shut down
        }
    }

    private void check() {
        pending = false;
        if (!channel.isOpen()) {
            return;
        }
        if (!channel.isActive()) {
            seconds = Math.min(2 * seconds, LAST_SECONDS);
            soon();
            return;
        }
        done = memberships.binding() == Binding.NONE;
        memberships.engine().objection().ifPresent(text -> {
            done = true;
            memberships.events().warn(text);
        });
    }
}
