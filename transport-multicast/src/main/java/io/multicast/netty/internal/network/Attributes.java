package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.align;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        while (fits(bytes, at)) {
            if ((bytes.getShort(at + 2) & TYPE_MASK) == type) {
                return value(bytes, at);
            }
            at += align(length(bytes, at));
        }
        return null;
    }

    /** The same inside the value of another one; null when that is missing, too. */
    static @Nullable ByteBuffer find(@Nullable ByteBuffer nest, int type) {
        return nest == null ? null : find(nest, 0, type);
    }

    /** The texts of all attributes of a type. */
    static List<String> texts(@Nullable ByteBuffer nest, int type) {
        List<String> found = new ArrayList<>();
        for (int at = 0; nest != null && fits(nest, at); at += align(length(nest, at))) {
            if ((nest.getShort(at + 2) & TYPE_MASK) == type) {
                found.add(text(value(nest, at)));
            }
        }
        return found;
    }

    private static boolean fits(ByteBuffer bytes, int at) {
        return bytes.limit() - at >= HEADER && length(bytes, at) >= HEADER && length(bytes, at) <= bytes.limit() - at;
    }

    private static int length(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static ByteBuffer value(ByteBuffer bytes, int at) {
        return bytes.slice(at + HEADER, length(bytes, at) - HEADER).order(bytes.order());
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
