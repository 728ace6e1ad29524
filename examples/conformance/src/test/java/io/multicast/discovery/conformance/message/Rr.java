package io.multicast.discovery.conformance.message;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Resource records. Class IN with the cache-flush bit is a class of its own to dnsjava. */
public final class Rr {
    /** The TTL of records that name a host. */
    public static final int HOST_TTL = 120;

    /** The TTL of all others. */
    public static final int OTHER_TTL = 4500;

    /** The bit of the class that says cache-flush in a record and unicast response in a question. */
    public static final int TOP_BIT = 0x8000;

    private Rr() {}

    /** A name from the text between its dots: {@code "_http._tcp.local"}; no escapes. */
    public static Name name(String dotted) {
        return labels(dotted.split("\\."));
    }

    /** A name of a label, which may hold any character, and the rest: {@code ("a.b c", "_http._tcp.local")}. */
    public static Name name(String label, String rest) {
        String[] others = rest.split("\\.");
        String[] all = new String[others.length + 1];
        all[0] = label;
        System.arraycopy(others, 0, all, 1, others.length);
        return labels(all);
    }

    private static Name labels(String... labels) {
        try {
            return Name.fromString(Arrays.stream(labels).map(Rr::escaped).collect(Collectors.joining(".", "", ".")));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(Arrays.toString(labels), e);
        }
    }

    private static String escaped(String label) {
        StringBuilder text = new StringBuilder();
        for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
            text.append(
                    Character.isLetterOrDigit(b) && b > 0 || b == '-' || b == '_'
                            ? String.valueOf((char) b)
                            : "\\%03d".formatted(b & 0xff));
        }
        return text.toString();
    }

    /** A label of a name as the bytes say it, read as UTF-8. */
    public static String label(Name name, int index) {
        byte[] label = name.getLabel(index);
        return new String(label, 1, label[0] & 0xff, StandardCharsets.UTF_8);
    }

    /** A shared record. */
    public static Record ptr(Name name, Name target, long ttl) {
        return new PTRRecord(name, DClass.IN, ttl, target);
    }

    /** A unique record: it has the cache-flush bit. */
    public static Record srv(Name name, int port, Name host, long ttl) {
        return new SRVRecord(name, DClass.IN | TOP_BIT, ttl, 0, 0, port, host);
    }

    /** A unique record: it has the cache-flush bit. */
    public static Record txt(Name name, long ttl, String... strings) {
        return new TXTRecord(name, DClass.IN | TOP_BIT, ttl, strings.length == 0 ? List.of("") : List.of(strings));
    }

    /** A unique A or AAAA record: it has the cache-flush bit. */
    public static Record address(Name name, InetAddress address, long ttl) {
        int flush = DClass.IN | TOP_BIT;
        return address.getAddress().length == 4
                ? new ARecord(name, flush, ttl, address)
                : new AAAARecord(name, flush, ttl, address);
    }

    /** A unique record of a type that no service has. */
    public static Record hinfo(Name name, long ttl) {
        return new HINFORecord(name, DClass.IN | TOP_BIT, ttl, "CPU", "OS");
    }

    /** The same with another TTL. */
    public static Record withTtl(Record record, long ttl) {
        return edited(record, record.getDClass(), ttl);
    }

    /** The same without the cache-flush bit, as records stand in queries. */
    public static Record plain(Record record) {
        return edited(record, record.getDClass() & ~TOP_BIT, record.getTTL());
    }

    /** The same with the cache-flush bit, as unique records stand in responses. */
    public static Record flushed(Record record) {
        return edited(record, record.getDClass() | TOP_BIT, record.getTTL());
    }

    private static Record edited(Record record, int dclass, long ttl) {
        byte[] wire = record.toWire(Section.ANSWER);
        ByteBuffer.wrap(wire)
                .putShort(record.getName().length() + 2, (short) dclass)
                .putInt(record.getName().length() + 4, (int) ttl);
        try {
            return Record.fromWire(wire, Section.ANSWER);
        } catch (IOException e) {
            throw new IllegalArgumentException(record.toString(), e);
        }
    }

    /** Whether it has the cache-flush bit. */
    public static boolean isFlush(Record record) {
        return (record.getDClass() & TOP_BIT) != 0;
    }

    /** Whether name, type and data are the same, whatever the TTL and the cache-flush bit. */
    public static boolean same(Record one, Record other) {
        return one.getType() == other.getType()
                && one.getName().equals(other.getName())
                && Arrays.equals(one.rdataToWireCanonical(), other.rdataToWireCanonical());
    }

    /** In a line. */
    public static String text(Record record) {
        return "%s %d%s %s %s"
                .formatted(
                        record.getName(),
                        record.getTTL(),
                        isFlush(record) ? " flush" : "",
                        Type.string(record.getType()),
                        record.rdataToString());
    }
}
