package io.multicast.netty.internal.packet;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;

/** How a packet channel receives and sends: by batches, or by the JDK. On its event loop. */
public interface PacketIo {
    /**
     * Receives what is there, with one call, and hands on what may pass.
     *
     * @param most the most datagrams to take
     * @return how many were taken, those included that may not pass; 0 when there was none
     */
    int receive(int most, RecvByteBufAllocator.ExtendedHandle handle) throws Exception;

    /** Whether the last receive may have left something, as far as it can be told without a further call. */
    boolean mayHaveMore();

    /** Ends a run of receives. */
    void receiveComplete();

    /** Whether packets wait here that were read, but not asked for yet: the next read need not wait for the socket. */
    boolean isHolding();

    /** Lets go of what it holds, once the socket is closed. */
    void close();

    /** The socket has no room: it tells when it can be written again. */
    int NO_ROOM = 0;

    /** The system has no room behind the socket, which says at any time that it can be written. */
    int NO_BUFFERS = -1;

    /**
     * Sends messages with one call, and removes those that are done.
     *
     * @param most the most messages to take
     * @return how many are done; or {@link #NO_ROOM}, {@link #NO_BUFFERS}
     * @throws Exception why the first one can't be sent
     */
    int send(ChannelOutboundBuffer messages, int most) throws Exception;
}
