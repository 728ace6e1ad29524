package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the parts of one message. Every read is checked against {@link #end}, the end of the message or of the record's data.
 * A pointer leads to before the labels that it ends, and a name has no more of them than labels are possible.
 */
final class DnsReader {
    private static final int POINTER = 0xC0;
    private static final int MAX_POINTERS = 127;
    private static final int MIN_QUESTION = 5;
    private static final int MIN_RECORD = 11;

    private final ByteBuf in;
    private final int start;
    private final int size;
    private final byte[] name = new byte[DnsName.MAX_NAME];
    private int at;
    private int end;
    private int lastRecord;

    DnsReader(ByteBuf in) {
        this.in = in;
        this.start = in.readerIndex();
        this.size = in.readableBytes();
        this.end = size;
    }

    DnsMessage message() {
        int id = unsignedShort();
        int flags = unsignedShort();
        int questions = unsignedShort();
        int answers = unsignedShort();
        int authorities = unsignedShort();
        int additionals = unsignedShort();
        return new DnsMessage(
                id,
                flags,
                section(questions, MIN_QUESTION, this::question),
                section(answers, MIN_RECORD, this::record),
                section(authorities, MIN_RECORD, this::record),
                section(additionals, MIN_RECORD, this::record));
    }

    /** Where the last record began, or 0 if there was none. */
    int lastRecord() {
        return lastRecord;
    }

    private <T> List<T> section(int count, int minBytes, Supplier<T> part) {
        if (count * minBytes > end - at) {
            throw malformed(count + " entries announced, " + (end - at) + " bytes left");
        }
        List<T> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(part.get());
        }
        return parts;
    }

    private DnsQuestion question() {
        DnsName name = name();
        int type = unsignedShort();
        int dnsClass = unsignedShort();
        return new DnsQuestion(name, type, dnsClass & 0x7FFF, dnsClass > 0x7FFF);
    }

    private DnsRecord record() {
        lastRecord = at;
        DnsName name = name();
        int type = unsignedShort();
        int dnsClass = unsignedShort();
        long ttl = ((long) unsignedShort() << 16) | unsignedShort();
        int length = unsignedShort();
        if (length > end - at) {
            throw malformed("data of " + length + " bytes announced, " + (end - at) + " left");
        }
        end = at + length;
        RData data = RDataTable.read(type, dnsClass & 0x7FFF, this);
        if (at != end) {
            throw malformed((end - at) + " bytes too many in the data of " + DnsType.name(type));
        }
        end = size;
        return new DnsRecord(name, type, dnsClass & 0x7FFF, dnsClass > 0x7FFF, ttl, data);
    }

    /** The bytes of the record's data that were not read. */
    int left() {
        return end - at;
    }

    int unsignedByte() {
        return in.getUnsignedByte(start + skip(1));
    }

    int unsignedShort() {
        return in.getUnsignedShort(start + skip(Short.BYTES));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        in.getBytes(start + skip(count), bytes);
        return bytes;
    }

    /** A name, compressed or not; a pointer may lead out of the record's data, what is read here may not. */
    DnsName name() {
        int length = 0;
        int bound = end;
        int begin = at;
        int from = at;
        int behind = -1;
        int pointers = 0;
        for (int first = octet(from, bound); first != 0; first = octet(from, bound)) {
            if (first < POINTER) {
                length = label(length, from, bound);
                from += 1 + first;
            } else {
                int target = ((first & ~POINTER) << 8) | octet(from + 1, bound);
                if (target >= begin || target < DnsMessage.HEADER || ++pointers > MAX_POINTERS) {
                    throw malformed("pointer " + pointers + " of a name leads from " + from + " to " + target);
                }
                behind = behind < 0 ? from + Short.BYTES : behind;
                begin = target;
                from = target;
                bound = size;
            }
        }
        name[length] = 0;
        at = behind < 0 ? from + 1 : behind;
        return DnsName.ofWire(Arrays.copyOf(name, length + 1));
    }

    /** Appends a label to the name; the name's bytes then. */
    private int label(int length, int from, int bound) {
        int bytes = 1 + octet(from, bound);
        if (bytes > 1 + DnsName.MAX_LABEL) {
            throw malformed("a label of type " + (bytes >> 6));
        }
        if (length + bytes >= DnsName.MAX_NAME) {
            throw malformed("a name of more than " + DnsName.MAX_NAME + " bytes");
        }
        if (bytes > bound - from) {
            throw malformed("a label of " + (bytes - 1) + " bytes, " + (bound - from - 1) + " left");
        }
        in.getBytes(start + from, name, length, bytes);
        return length + bytes;
    }

    private int octet(int offset, int bound) {
        if (offset >= bound) {
            throw malformed("a name without end");
        }
        return in.getUnsignedByte(start + offset);
    }

    /** Goes on by that many bytes; where they begin. */
    private int skip(int count) {
        if (count > end - at) {
            throw malformed(count + " bytes expected, " + (end - at) + " left");
        }
        at += count;
        return at - count;
    }

    MalformedMessageException malformed(String what) {
        return new MalformedMessageException("byte " + at + ": " + what);
    }
}
