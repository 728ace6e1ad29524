package io.multicast.netty.internal.option;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;

/**
 * How an integer option travels through {@code setsockopt}: in which width and where in which struct. Buffers carry the
 * system's byte order; positions are absolute, from {@code at}.
 */
public enum Codec {
    /** A C {@code int}. */
    INT(Integer.BYTES) {
        @Override
        int encode(int value, ByteBuffer out, int at) {
            out.putInt(at, value);
            return Integer.BYTES;
        }

        @Override
        int decode(ByteBuffer in, int at, int length) {
            return length == 1 ? in.get(at) & 0xff : in.getInt(at);
        }
    },

    /** A {@code u_char}, as BSD systems define IP_MULTICAST_TTL. */
    BYTE(1) {
        @Override
        int encode(int value, ByteBuffer out, int at) {
            out.put(at, (byte) value);
            return 1;
        }

        @Override
        int decode(ByteBuffer in, int at, int length) {
            return length == 1 ? in.get(at) & 0xff : in.getInt(at);
        }
    },

    /** An interface index in a {@code struct ip_mreqn {group, address, index}}. */
    MREQN(12) {
        @Override
        int encode(int value, ByteBuffer out, int at) {
            return encode(value, () -> 0, out, at);
        }

        @Override
        int encode(int index, IntSupplier address, ByteBuffer out, int at) {
            out.putInt(at, 0).putInt(at + 8, index);
            ADDRESS.encode(address.getAsInt(), out, at + 4);
            return 12;
        }

        @Override
        int decode(ByteBuffer in, int at, int length) {
            return length == 12 ? in.getInt(at + 8) : UNKNOWN;
        }
    },

    /** An interface index as the address 0.x.x.x in network order; read back in host order (Windows). */
    INDEX_AS_ADDRESS(Integer.BYTES) {
        @Override
        int encode(int value, ByteBuffer out, int at) {
            out.putInt(at, out.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
            return Integer.BYTES;
        }

        @Override
        int decode(ByteBuffer in, int at, int length) {
            int index = in.getInt(at);
            return index >>> 24 == 0 ? index : UNKNOWN;
        }
    },

    /** An IPv4 address in network order. */
    ADDRESS(Integer.BYTES) {
        @Override
        int encode(int value, ByteBuffer out, int at) {
            return INDEX_AS_ADDRESS.encode(value, out, at);
        }

        @Override
        int decode(ByteBuffer in, int at, int length) {
            int value = in.getInt(at);
            return in.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
        }
    };

    /** What {@link #decode} answers when the system's answer does not hold the value. */
    public static final int UNKNOWN = -1;

    private final int size;

    Codec(int size) {
        this.size = size;
    }

    /** The bytes to offer when reading. */
    int size() {
        return size;
    }

    /** Writes the value and answers its length in bytes. */
    abstract int encode(int value, ByteBuffer out, int at);

    /** The same of an interface and the IPv4 address to send from, 0 for any, which is asked for where there is room for it. */
    int encode(int index, IntSupplier address, ByteBuffer out, int at) {
        return encode(index, out, at);
    }

    /** The value in an answer of {@code length} bytes, or {@link #UNKNOWN}. */
    abstract int decode(ByteBuffer in, int at, int length);
}
