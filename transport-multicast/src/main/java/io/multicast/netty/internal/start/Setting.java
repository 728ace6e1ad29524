package io.multicast.netty.internal.start;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/**
 * One thing to do at start-up.
 *
 * @param isAfterBind whether some systems want it after the bind: what joins groups or names the outgoing interface
 * @param apply does it, on the event loop; what it throws fails the start
 */
public record Setting(boolean isAfterBind, Consumer<Channel> apply) {}
