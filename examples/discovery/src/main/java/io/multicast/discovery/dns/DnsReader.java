package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the parts of one message. Every read is checked against {@link #end}, the end of the message or of the record's data.
 * Pointers lead backwards only, so that a name ends after 127 labels at most, and 255 bytes.
 */
final class DnsReader {
    private static final int POINTER = 0xC0;
    private static final int MIN_QUESTION = 5;
    private static final int MIN_RECORD = 11;

    private final ByteBuf in;
    private final int start;
    private final int size;
    private int at;
    private int end;

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
        DnsName name = name();
        int type = unsignedShort();
        int dnsClass = unsignedShort();
        long ttl = (long) unsignedShort() << 16 | unsignedShort();
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
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        int first = at;
        int length = unsignedByte();
        while (length != 0 && length < POINTER) {
            label(wire, length, at);
            skip(length);
            length = unsignedByte();
        }
        if (length >= POINTER) {
            follow(wire, first, (length & ~POINTER) << 8 | unsignedByte());
        }
        wire.write(0);
        return DnsName.ofWire(wire.toByteArray());
    }

    /** Reads on at a pointer's target, which lies before all that was read of this name. */
    private void follow(ByteArrayOutputStream wire, int first, int target) {
        int before = first;
        int next = target;
        while (true) {
            if (next >= before || next < DnsMessage.HEADER) {
                throw malformed("a name's pointer to " + next + " from " + before);
            }
            before = next;
            int length = in.getUnsignedByte(start + next);
            while (length != 0 && length < POINTER) {
                label(wire, length, next + 1);
                next += 1 + length;
                length = octet(next);
            }
            if (length == 0) {
                return;
            }
            next = (length & ~POINTER) << 8 | octet(next + 1);
        }
    }

    private void label(ByteArrayOutputStream wire, int length, int from) {
        if (length > DnsName.MAX_LABEL) {
            throw malformed("a label of type " + (length >> 6));
        }
        if (wire.size() + 1 + length + 1 > DnsName.MAX_NAME) {
            throw malformed("a name of more than " + DnsName.MAX_NAME + " bytes");
        }
        if (from + length > size) {
            throw malformed("a label of " + length + " bytes, " + (size - from) + " left");
        }
        wire.write(length);
        for (int i = 0; i < length; i++) {
            wire.write(in.getByte(start + from + i));
        }
    }

    private int octet(int offset) {
        if (offset >= size) {
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
