package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.align;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Attributes of a message (struct rtattr), wherever bytes may come from: what does not fit is taken for missing. */
final class Attributes {
    /** The size of struct rtattr. */
    static final int HEADER = 4;

    private static final int TYPE_MASK = 0x3fff; // the other bits say "nested" and "network byte order"

    private Attributes() {}

    /** The value of the first attribute of a type, or null. */
    static @Nullable ByteBuffer find(ByteBuffer bytes, int from, int type) {
        int at = from;
        while (bytes.limit() - at >= HEADER) {
            int length = Short.toUnsignedInt(bytes.getShort(at));
            if (length < HEADER || length > bytes.limit() - at) {
                return null;
            }
            if ((bytes.getShort(at + 2) & TYPE_MASK) == type) {
                return bytes.slice(at + HEADER, length - HEADER).order(bytes.order());
            }
            at += align(length);
        }
        return null;
    }

    /** A 32-bit value, or 0. */
    static int integer(ByteBuffer bytes, int from, int type) {
        ByteBuffer value = find(bytes, from, type);
        return value == null || value.limit() < Integer.BYTES ? 0 : value.getInt(0);
    }

    /** A text up to its terminating zero, or an empty one. */
    static String text(@Nullable ByteBuffer value) {
        if (value == null) {
            return "";
        }
        int length = 0;
        while (length < value.limit() && value.get(length) != 0) {
            length++;
        }
        return StandardCharsets.UTF_8.decode(value.slice(0, length)).toString();
    }
}
