package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** The length of messages on the wire. */
final class Sizes {
    private Sizes() {}

    static int of(DnsMessage message) {
        ByteBuf bytes = message.encode(UnpooledByteBufAllocator.DEFAULT);
        try {
            return bytes.readableBytes();
        } finally {
            bytes.release();
        }
    }
}
