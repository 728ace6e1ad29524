package io.multicast.netty;

import io.netty.channel.ChannelFuture;
import java.util.Map;

/** The result of {@link Multicast#join}: completes once the kernel has taken it, or fails with {@link MulticastException}. */
public interface JoinFuture extends ChannelFuture {
    /**
     * The interfaces that the membership's selector fits and on which the group could not be joined, though it could on
     * others. A {@linkplain Membership#strictly() strict} membership has none: it fails. Any thread.
     *
     * @return each with the reason; empty as long as the future is not done, and when it failed
     */
    Map<MulticastInterface, MulticastException> refused();
}
