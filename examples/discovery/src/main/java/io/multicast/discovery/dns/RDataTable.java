package io.multicast.discovery.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Function;

/** How the data of each type is read: a row for each that is looked into. */
final class RDataTable {
    private static final Map<Integer, Function<DnsReader, RData>> ROWS = Map.of(
            DnsType.A, in -> new A(inet4(in.bytes(4))),
            DnsType.AAAA, in -> new Aaaa(Aaaa.of(in.bytes(16))),
            DnsType.NS, in -> new Ptr(in.name()),
            DnsType.CNAME, in -> new Ptr(in.name()),
            DnsType.PTR, in -> new Ptr(in.name()),
            DnsType.SRV, in -> new Srv(in.unsignedShort(), in.unsignedShort(), in.unsignedShort(), in.name()),
            DnsType.TXT, RDataTable::txt,
            DnsType.NSEC, RDataTable::nsec);

    private RDataTable() {}

    /** Reads all of the record's data. Other classes than IN say nothing of its form (RFC 2136: often empty). */
    static RData read(int type, int dnsClass, DnsReader in) {
        Function<DnsReader, RData> row = dnsClass == DnsType.CLASS_IN ? ROWS.get(type) : null;
        return row == null ? Opaque.of(in.bytes(in.left())) : row.apply(in);
    }

    private static Inet4Address inet4(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has four bytes
        }
    }

    private static Txt txt(DnsReader in) {
        byte[] wire = in.bytes(in.left());
        int at = 0;
        while (at < wire.length) {
            at += 1 + (wire[at] & 0xFF);
        }
        if (at > wire.length) {
            throw in.malformed("a TXT string longer than the data");
        }
        return new Txt(wire);
    }

    private static Nsec nsec(DnsReader in) {
        DnsName next = in.name();
        BitSet types = new BitSet();
        int last = -1;
        while (in.left() > 0) {
            int window = in.unsignedByte();
            int length = in.unsignedByte();
            if (window <= last || length < 1 || length > 32) {
                throw in.malformed("an NSEC window " + window + " of " + length + " bytes after window " + last);
            }
            last = window;
            for (int i = 0; i < length; i++) {
                addBits(types, window * 256 + i * 8, in.unsignedByte());
            }
        }
        return new Nsec(next, types);
    }

    private static void addBits(BitSet types, int first, int bits) {
        for (int bit = 0; bit < 8; bit++) {
            if ((bits & (0x80 >> bit)) != 0) {
                types.set(first + bit);
            }
        }
    }
}
