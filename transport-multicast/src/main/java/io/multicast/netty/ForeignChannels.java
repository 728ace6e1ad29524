package io.multicast.netty;

import io.netty.channel.Channel;

/** Channels that would send a packet without heeding its interface, source or hop limit. */
final class ForeignChannels {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private ForeignChannels() {}

    /** Throws when it is one that asks the packet. */
    static void refuseCaller() {
        Class<?> caller = CALLERS.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> type != ForeignChannels.class && type != MulticastPacket.class)
                .findFirst()
                .orElseThrow());
        if (Channel.class.isAssignableFrom(caller)) {
            throw refusal(caller.getSimpleName());
        }
    }

    static UnsupportedOperationException refusal(String channel) {
        return new UnsupportedOperationException(channel
                + " can't send a packet by an interface, from a source or with a hop limit of its own: use a"
                + " MulticastDatagramChannel on Linux, or set the channel's options");
    }
}
