package io.multicast.discovery.dns;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** Numbers of record types and classes (IANA, DNS parameters). */
public final class DnsType {
    public static final int A = 1;
    public static final int NS = 2;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int PTR = 12;
    public static final int TXT = 16;
    public static final int AAAA = 28;
    public static final int SRV = 33;
    public static final int OPT = 41;
    public static final int NSEC = 47;
    public static final int TSIG = 250;
    public static final int ANY = 255;

    /** The Internet: the class of everything here. */
    public static final int CLASS_IN = 1;
    /** RFC 2136: delete one record. */
    public static final int CLASS_NONE = 254;
    /** Any class; in RFC 2136: delete a set of records. */
    public static final int CLASS_ANY = 255;

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("A", A),
            Map.entry("NS", NS),
            Map.entry("CNAME", CNAME),
            Map.entry("SOA", SOA),
            Map.entry("PTR", PTR),
            Map.entry("TXT", TXT),
            Map.entry("AAAA", AAAA),
            Map.entry("SRV", SRV),
            Map.entry("OPT", OPT),
            Map.entry("NSEC", NSEC),
            Map.entry("TSIG", TSIG),
            Map.entry("ANY", ANY));
    private static final Map<Integer, String> NAMES =
            NUMBERS.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));

    private DnsType() {}

    /** The type's name, or {@code TYPE65280} as RFC 3597 writes it. */
    public static String name(int type) {
        return NAMES.getOrDefault(type, "TYPE" + type);
    }
}
