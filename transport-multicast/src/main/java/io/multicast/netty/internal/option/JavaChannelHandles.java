package io.multicast.netty.internal.option;

import java.nio.channels.SelectableChannel;

/** A way to the system's handle of a {@code java.nio} channel, which the JDK keeps to itself. */
public interface JavaChannelHandles {
    /**
     * The handle of an open channel.
     *
     * @throws UnsupportedOperationException when this way does not lead to that channel's handle, saying why
     */
    long handleOf(SelectableChannel channel);
}
