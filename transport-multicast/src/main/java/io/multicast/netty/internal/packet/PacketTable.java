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
 * @param notPermitted EPERM
 * @param notImplemented ENOSYS
 */
public record PacketTable(
        Map<PacketKey, OptionRow> options,
        int again,
        int interrupted,
        int noBuffers,
        int refused,
        int notPermitted,
        int notImplemented) {
    /** Copies the rows. */
    public PacketTable {
        options = Map.copyOf(options);
    }
}
