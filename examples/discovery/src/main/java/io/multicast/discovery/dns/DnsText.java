package io.multicast.discovery.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes as text and back, in the master-file form of RFC 1035, section 5.1. */
final class DnsText {
    private DnsText() {}

    /** A label as text of printable ASCII: dot and backslash after a backslash, other bytes as {@code \DDD}. */
    static String escape(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int at = offset; at < offset + length; at++) {
            int value = bytes[at] & 0xFF;
            if (value == '.' || value == '\\') {
                text.append('\\').append((char) value);
            } else if (value > ' ' && value < 0x7F) {
                text.append((char) value);
            } else {
                text.append('\\').append((char) ('0' + value / 100));
                text.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
            }
        }
        return text.toString();
    }

    /** The labels of an escaped name; limits are not looked at. */
    static List<byte[]> labels(String escaped) {
        List<byte[]> labels = new ArrayList<>();
        if (escaped.isEmpty() || escaped.equals(".")) {
            return labels;
        }
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '.') {
                labels.add(label.toByteArray());
                label.reset();
            } else if (bytes[at] == '\\') {
                at = unescape(escaped, bytes, at + 1, label);
            } else {
                label.write(bytes[at]);
            }
        }
        if (label.size() > 0) {
            labels.add(label.toByteArray());
        }
        return labels;
    }

    /** Reads what stands behind a backslash; the index of its last byte. */
    private static int unescape(String escaped, byte[] bytes, int at, ByteArrayOutputStream label) {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("'" + escaped + "' ends in a backslash");
        }
        if (!isDigit(bytes[at])) {
            label.write(bytes[at]);
            return at;
        }
        int value = at + 2 < bytes.length && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2])
                ? (bytes[at] - '0') * 100 + (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0'
                : -1;
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(
                    "'" + escaped + "': behind a backslash stand three digits, 000 to 255, or the character itself");
        }
        label.write(value);
        return at + 2;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
