package io.multicast.netty.internal.start;

import io.netty.channel.Channel;

/** What a start has to know of those for whom it is made. */
public interface StartRules {
    /** Whether the channel's system wants some settings after the bind; throws what fails the start. */
    boolean hasSettingsAfterBind(Channel channel);

    /** What went wrong as users see it. */
    RuntimeException failure(Channel channel, RuntimeException cause);
}
