package io.multicast.netty;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;

/** How a {@link MulticastDatagramChannel} receives and sends: by batches, or by the JDK. On its event loop. */
interface PacketIo {
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

    /**
     * Sends messages with one call.
     *
     * @param most the most messages to take
     * @return how many are done, from the first; 0 when the system has no room now
     * @throws Exception why the first can't be sent
     */
    int send(ChannelOutboundBuffer messages, int most) throws Exception;
}
