package io.multicast.netty.internal.packet;

import io.multicast.netty.internal.option.OptionRow;
import java.util.Map;

/**
 * What a system's batched datagram calls need to be known of it.
 *
 * @param options the rows of the options
 * @param again EAGAIN
 * @param interrupted EINTR
 * @param noBuffers ENOBUFS
 * @param refused ECONNREFUSED
 */
public record PacketTable(Map<PacketKey, OptionRow> options, int again, int interrupted, int noBuffers, int refused) {
    /** Copies the rows. */
    public PacketTable {
        options = Map.copyOf(options);
    }
}
