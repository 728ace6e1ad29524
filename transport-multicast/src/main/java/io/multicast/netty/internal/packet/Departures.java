package io.multicast.netty.internal.packet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** How messages are to leave that say so themselves. No object is made for a message. */
public interface Departures {
    /** Whether the message is of the kind that can say it; the other methods are for such only. */
    boolean canSay(Object message);

    /** Whether it does say it: then it may not leave in another way. */
    boolean isDirected(Object message);

    /** Where it is to go, or null. */
    @Nullable
    InetSocketAddress recipient(Object message);

    /** The index of the interface that it is to leave by, or 0. */
    int interfaceIndex(Object message);

    /** The address that it is to leave from, or null. */
    @Nullable
    InetAddress source(Object message);

    /** The hop limit that it is to leave with, or a negative number. */
    int hopLimit(Object message);

    /** What a message that is {@linkplain #isDirected directed} fails with where that can't be heeded. */
    UnsupportedOperationException refusal();
}
