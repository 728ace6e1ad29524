package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the parts of one message, with or without name compression (RFC 1035, section 4.1.4). */
public final class DnsWriter {
    private static final int POINTER = 0xC000;
    private static final int MAX_POINTER = 0x3FFF;

    private final ByteBuf out;
    private final int start;
    private final Compression compression;
    private final Map<DnsName, Place> places = new HashMap<>();

    /** Which names are compressed. */
    enum Compression {
        /** None. */
        NONE,
        /** All but those in the data of types younger than RFC 1035 (RFC 3597, section 4). */
        UNICAST,
        /** All, in the data of SRV and NSEC too (RFC 6762, section 18.14). */
        MULTICAST
    }

    private record Place(DnsName name, int offset) {}

    DnsWriter(ByteBuf out, Compression compression) {
        this.out = out;
        this.start = out.writerIndex();
        this.compression = compression;
    }

    void unsignedByte(int value) {
        out.writeByte(value);
    }

    void unsignedShort(int value) {
        out.writeShort(value);
    }

    void bytes(byte[] bytes) {
        out.writeBytes(bytes);
    }

    /** A name; its end may be a pointer to one before, if that is spelled the same. */
    void name(DnsName name) {
        DnsName rest = name;
        while (!rest.isRoot()) {
            Place place = remember(rest);
            if (place != null) {
                out.writeShort(POINTER | place.offset());
                return;
            }
            rest.writeFirstLabel(out);
            rest = rest.parent();
        }
        out.writeByte(0);
    }

    /** A name in the data of a type that is younger than RFC 1035: only multicast DNS compresses it. */
    void nameOfNewType(DnsName name) {
        if (compression == Compression.MULTICAST) {
            name(name);
        } else {
            out.writeBytes(name.toBytes());
        }
    }

    /** Where these very letters stand, or null if they come here for the first time. */
    private @Nullable Place remember(DnsName name) {
        if (compression == Compression.NONE) {
            return null;
        }
        Place known = size() <= MAX_POINTER ? places.putIfAbsent(name, new Place(name, size())) : places.get(name);
        return known != null && known.name().isSpelledLike(name) ? known : null;
    }

    void header(DnsMessage message) {
        out.writeShort(message.id());
        out.writeShort(message.flags());
        count(message.questions());
        count(message.answers());
        count(message.authorities());
        count(message.additionals());
    }

    private void count(List<?> section) {
        if (section.size() > 0xFFFF) {
            throw new IllegalArgumentException("a section of " + section.size() + " entries; 65535 are possible");
        }
        out.writeShort(section.size());
    }

    void question(DnsQuestion question) {
        name(question.name());
        out.writeShort(question.type());
        out.writeShort(topBit(question.unicastResponse()) | question.dnsClass());
    }

    void record(DnsRecord record) {
        name(record.name());
        out.writeShort(record.type());
        out.writeShort(topBit(record.cacheFlush()) | record.dnsClass());
        out.writeInt((int) record.ttl());
        int length = out.writerIndex();
        out.writeShort(0);
        record.data().write(this);
        out.setShort(length, out.writerIndex() - length - Short.BYTES);
    }

    /** The bytes of the message so far. */
    int size() {
        return out.writerIndex() - start;
    }

    /** Takes back all behind that size. */
    void cut(int size) {
        out.writerIndex(start + size);
        places.values().removeIf(place -> place.offset() >= size);
    }

    private static int topBit(boolean set) {
        return set ? 0x8000 : 0;
    }
}
