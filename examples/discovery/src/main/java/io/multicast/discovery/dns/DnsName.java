package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A domain name: a list of labels, each of 1 to 63 bytes, 255 bytes in all with length bytes and the root (RFC 1035, section
 * 3.1). A label holds any bytes, dots and spaces too; text is UTF-8 (RFC 6762, section 16). Names are equal if their labels
 * are, ASCII letters compared without case and nothing else. Immutable.
 */
public final class DnsName {
    /** The most bytes of a label. */
    public static final int MAX_LABEL = 63;
    /** The most bytes of a name on the wire, uncompressed. */
    public static final int MAX_NAME = 255;
    /** The root: no label. */
    public static final DnsName ROOT = new DnsName(new byte[1], 0);

    /** Labels with a length byte before each, then a zero; shared by a name and its parents. */
    private final byte[] wire;

    private final int start;
    private int hash;

    private DnsName(byte[] wire, int start) {
        this.wire = wire;
        this.start = start;
    }

    /**
     * A name of these labels, as they are: nothing is escaped, a dot belongs to its label.
     *
     * @throws IllegalArgumentException when a label or the name is too long, or a label empty
     */
    public static DnsName of(String... labels) {
        List<byte[]> bytes = new ArrayList<>(labels.length);
        for (String label : labels) {
            bytes.add(label.getBytes(StandardCharsets.UTF_8));
        }
        return of(bytes);
    }

    /** As {@link #of(String...)}, of bytes. */
    public static DnsName of(List<byte[]> labels) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] label : labels) {
            if (label.length == 0 || label.length > MAX_LABEL) {
                throw new IllegalArgumentException("the label '" + DnsText.escape(label, 0, label.length) + "' has "
                        + label.length + " bytes; 1 to " + MAX_LABEL + " are possible");
            }
            wire.write(label.length);
            wire.writeBytes(label);
        }
        wire.write(0);
        return ofWire(wire.toByteArray());
    }

    /**
     * A name in the form of RFC 1035, section 5.1: labels with dots between; {@code \.} and {@code \\} stand for the
     * character, {@code \DDD} for the byte of that decimal value. A dot at the end is optional.
     *
     * @throws IllegalArgumentException when it is no such name
     */
    public static DnsName parse(String escaped) {
        return of(DnsText.labels(escaped));
    }

    /** A name of well-formed labels, which becomes the owner of the array. */
    static DnsName ofWire(byte[] wire) {
        if (wire.length > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a name of " + wire.length + " bytes; " + MAX_NAME + " are possible, each label taking one more");
        }
        return new DnsName(wire, 0);
    }

    /** The number of labels, the root not counted. */
    public int size() {
        int size = 0;
        for (int at = start; wire[at] != 0; at += 1 + wire[at]) {
            size++;
        }
        return size;
    }

    /** The labels, first to last, as copies. */
    public List<byte[]> labels() {
        List<byte[]> labels = new ArrayList<>();
        for (int at = start; wire[at] != 0; at += 1 + wire[at]) {
            labels.add(Arrays.copyOfRange(wire, at + 1, at + 1 + wire[at]));
        }
        return labels;
    }

    /**
     * A label as text; bytes that are no UTF-8 become U+FFFD.
     *
     * @param index 0 is the first
     * @throws IndexOutOfBoundsException when there is no such label
     */
    public String label(int index) {
        return new String(labels().get(index), StandardCharsets.UTF_8);
    }

    /** This name with one more label before the first. */
    public DnsName child(String label) {
        return child(label.getBytes(StandardCharsets.UTF_8));
    }

    /** This name with one more label before the first. */
    public DnsName child(byte[] label) {
        List<byte[]> labels = labels();
        labels.add(0, label);
        return of(labels);
    }

    /** These labels, then the labels of another name. */
    public DnsName append(DnsName suffix) {
        List<byte[]> labels = labels();
        labels.addAll(suffix.labels());
        return of(labels);
    }

    /**
     * This name without its first label.
     *
     * @throws IllegalStateException for the root
     */
    public DnsName parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root has no parent");
        }
        return new DnsName(wire, start + 1 + wire[start]);
    }

    /** Whether it has no label. */
    public boolean isRoot() {
        return wire[start] == 0;
    }

    /** Whether the last labels are that name; a name ends with itself. */
    public boolean endsWith(DnsName suffix) {
        int from = wire.length - suffix.wireLength();
        for (int at = start; at <= from; at += 1 + wire[at]) {
            if (at == from) {
                return sameFrom(at, suffix);
            }
        }
        return false;
    }

    /** The bytes that it takes on the wire, uncompressed: 1 to 255. */
    public int wireLength() {
        return wire.length - start;
    }

    /** A copy of what is sent, uncompressed. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(wire, start, wire.length);
    }

    /** Writes the first label, its length byte before. */
    void writeFirstLabel(ByteBuf out) {
        out.writeBytes(wire, start, 1 + wire[start]);
    }

    /** Whether they are equal letter for letter. */
    boolean isSpelledLike(DnsName other) {
        return Arrays.equals(wire, start, wire.length, other.wire, other.start, other.wire.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName name && wireLength() == name.wireLength() && sameFrom(start, name);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int code = 1;
            for (int at = start; at < wire.length; at++) {
                code = 31 * code + folded(wire[at]);
            }
            hash = code;
        }
        return hash;
    }

    /** The name in the form that {@link #parse} reads, safe to show; without a dot at the end, the root as ".". */
    @Override
    public String toString() {
        if (isRoot()) {
            return ".";
        }
        StringBuilder text = new StringBuilder(wireLength());
        for (int at = start; wire[at] != 0; at += 1 + wire[at]) {
            if (at > start) {
                text.append('.');
            }
            text.append(DnsText.escape(wire, at + 1, wire[at]));
        }
        return text.toString();
    }

    private boolean sameFrom(int at, DnsName other) {
        for (int a = at, b = other.start; a < wire.length; a++, b++) {
            if (folded(wire[a]) != folded(other.wire[b])) {
                return false;
            }
        }
        return true;
    }

    /** Length bytes are below the letters. */
    private static byte folded(byte value) {
        return value >= 'A' && value <= 'Z' ? (byte) (value + 32) : value;
    }
}
