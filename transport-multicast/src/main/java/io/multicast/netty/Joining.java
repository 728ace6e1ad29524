package io.multicast.netty;

import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;

/** A join that is under way. */
final class Joining extends DefaultChannelPromise implements JoinFuture {
    private volatile Map<MulticastInterface, MulticastException> refused = Map.of();

    /** Completes on the channel's event loop, whichever it is then. */
    Joining(Channel channel) {
        super(channel);
    }

    /** Completes there. */
    Joining(Channel channel, EventExecutor executor) {
        super(channel, executor);
    }

    Joining refuse(Map<MulticastInterface, MulticastException> newRefused) {
        refused = newRefused;
        return this;
    }

    @Override
    public Map<MulticastInterface, MulticastException> refused() {
        return refused;
    }
}
