package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The data of a record: immutable, equal by content, names without ASCII case. */
public sealed interface RData permits Ptr, Srv, Txt, A, Aaaa, Nsec, Opaque {
    /** Writes the data, names compressed if the writer compresses. */
    void write(DnsWriter out);

    /** The raw data as RFC 6762, section 8.2 compares it: names uncompressed, as they are spelled. */
    default byte[] toBytes() {
        ByteBuf buffer = Unpooled.buffer();
        write(new DnsWriter(buffer, DnsWriter.Compression.NONE));
        return ByteBufUtil.getBytes(buffer);
    }
}
