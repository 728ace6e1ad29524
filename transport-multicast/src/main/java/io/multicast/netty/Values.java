package io.multicast.netty;

import io.netty.buffer.ByteBufUtil;

/** Option values as people read them. */
final class Values {
    private Values() {}

    static String show(Object value) {
        return value instanceof byte[] bytes
                ? (bytes.length == 0 ? "no bytes" : "bytes " + ByteBufUtil.hexDump(bytes))
                : String.valueOf(value);
    }
}
