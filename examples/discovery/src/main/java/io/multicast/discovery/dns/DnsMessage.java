package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * A DNS message. Immutable; what its bits and sections must be is not checked here.
 *
 * @param id 0 to 65535; 0 in multicast DNS
 * @param flags the second 16 bits of the header: constants of this class, opcode and rcode
 * @param questions in UPDATE: the zone
 * @param answers in a query: known answers; in UPDATE: prerequisites
 * @param authorities in a probe: the proposed records; in UPDATE: what changes
 * @param additionals the additional records
 */
public record DnsMessage(
        int id,
        int flags,
        List<DnsQuestion> questions,
        List<DnsRecord> answers,
        List<DnsRecord> authorities,
        List<DnsRecord> additionals) {
    /** Response. */
    public static final int QR = 0x8000;
    /** Authoritative answer. */
    public static final int AA = 0x0400;
    /** Truncated; in a multicast query: more known answers follow. */
    public static final int TC = 0x0200;
    /** Recursion desired. */
    public static final int RD = 0x0100;
    /** Recursion available. */
    public static final int RA = 0x0080;

    /** Opcode of a query. */
    public static final int QUERY = 0;
    /** Opcode of a dynamic update (RFC 2136). */
    public static final int UPDATE = 5;

    /** The header's bytes. */
    public static final int HEADER = 12;
    /** The most bytes of a multicast DNS message, so that with its headers it has 9,000 (RFC 6762, section 17). */
    public static final int MAX_MULTICAST = 9000 - 40 - 8;

    public DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        authorities = List.copyOf(authorities);
        additionals = List.copyOf(additionals);
    }

    /** A multicast query: questions, and the answers that are known already. */
    public static DnsMessage query(List<DnsQuestion> questions, List<DnsRecord> knownAnswers) {
        return new DnsMessage(0, 0, questions, knownAnswers, List.of(), List.of());
    }

    /** A probe (RFC 6762, section 8.1): questions, and the proposed records. */
    public static DnsMessage probe(List<DnsQuestion> questions, List<DnsRecord> proposed) {
        return new DnsMessage(0, 0, questions, List.of(), proposed, List.of());
    }

    /** A multicast response: id 0, QR and AA. */
    public static DnsMessage response(List<DnsRecord> answers, List<DnsRecord> additionals) {
        return new DnsMessage(0, QR | AA, List.of(), answers, List.of(), additionals);
    }

    /** The same with another id. */
    public DnsMessage withId(int other) {
        return new DnsMessage(other, flags, questions, answers, authorities, additionals);
    }

    /** The same with these flags. */
    public DnsMessage withFlags(int other) {
        return new DnsMessage(id, other, questions, answers, authorities, additionals);
    }

    /** Whether it is a response. */
    public boolean isResponse() {
        return (flags & QR) != 0;
    }

    /** Whether the TC bit is set. */
    public boolean isTruncated() {
        return (flags & TC) != 0;
    }

    /** 0 to 15. */
    public int opcode() {
        return (flags >> 11) & 0xF;
    }

    /** 0 to 15. */
    public int rcode() {
        return flags & 0xF;
    }

    /**
     * Reads a message; bytes behind it are not looked at. The buffer's indices stay.
     *
     * @throws MalformedMessageException when it is none
     */
    public static DnsMessage decode(ByteBuf bytes) {
        return new DnsReader(bytes).message();
    }

    /**
     * Where the last record begins: what stands before it is what a TSIG record there signs (RFC 8945, section 4.3.2).
     *
     * @return bytes from the message's begin, 0 if it has no record
     * @throws MalformedMessageException when it is no message
     */
    public static int lastRecord(ByteBuf bytes) {
        DnsReader reader = new DnsReader(bytes);
        reader.message();
        return reader.lastRecord();
    }

    /**
     * Writes the message as multicast DNS has it: names are compressed, in the data of SRV and NSEC too (RFC 6762, section
     * 18.14).
     *
     * @return a buffer that the caller releases
     * @throws IllegalArgumentException when it has more than 65535 bytes, or a section more than 65535 records
     */
    public ByteBuf encode(ByteBufAllocator allocator) {
        return MessageLayout.encode(this, allocator, DnsWriter.Compression.MULTICAST);
    }

    /**
     * Writes the message for unicast DNS: names in the data of SRV and NSEC are not compressed (RFC 3597, section 4; for legacy
     * responses RFC 6762, section 18.14).
     *
     * @return a buffer that the caller releases
     * @throws IllegalArgumentException as {@link #encode}
     */
    public ByteBuf encodeForUnicast(ByteBufAllocator allocator) {
        return MessageLayout.encode(this, allocator, DnsWriter.Compression.UNICAST);
    }

    /**
     * Parts of at most {@code limit} bytes each; one record that is longer by itself goes alone. A response becomes several, the
     * additionals left out that don't fit beside the last answers. In a query the known answers that don't fit follow in
     * messages without questions, TC set in all but the last (RFC 6762, section 7.2). Questions and proposed records of one
     * message stay together.
     *
     * @param limit bytes, see {@link #MAX_MULTICAST}
     */
    public List<DnsMessage> split(int limit) {
        return MessageLayout.split(this, limit);
    }
}
