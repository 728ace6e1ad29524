package io.multicast.discovery.dns;

import java.util.BitSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which types a name has, and so which not (RFC 4034, section 4; RFC 6762, section 6.1). */
public final class Nsec implements RData {
    /** A window of the bit map: 256 types. */
    private static final int WINDOW = 256;

    private final DnsName next;
    private final BitSet types;

    /** Becomes the owner of the set. */
    Nsec(DnsName next, BitSet types) {
        this.next = next;
        this.types = types;
    }

    /**
     * The name has these types and no other.
     *
     * @param next in multicast DNS the record's own name
     * @param types 0 to 65535 each; multicast DNS knows those to 255
     */
    public static Nsec of(DnsName next, Iterable<Integer> types) {
        BitSet set = new BitSet();
        for (int type : types) {
            set.set(Objects.checkIndex(type, 0x10000));
        }
        return new Nsec(next, set);
    }

    /** The next name; in multicast DNS the record's own. */
    public DnsName next() {
        return next;
    }

    /** Whether the name has that type. */
    public boolean has(int type) {
        return types.get(type);
    }

    /** The types that the name has. */
    public SortedSet<Integer> types() {
        return types.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void write(DnsWriter out) {
        out.nameOfNewType(next);
        for (int first = types.nextSetBit(0); first >= 0; ) {
            int window = first / WINDOW;
            byte[] bits = window(window);
            out.unsignedByte(window);
            out.unsignedByte(bits.length);
            out.bytes(bits);
            first = types.nextSetBit((window + 1) * WINDOW);
        }
    }

    /** The bits of a window in network order: the first type is the highest bit of the first byte. */
    private byte[] window(int window) {
        byte[] bits = types.get(window * WINDOW, (window + 1) * WINDOW).toByteArray();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (Integer.reverse(bits[i]) >>> 24);
        }
        return bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Nsec nsec && next.equals(nsec.next) && types.equals(nsec.types);
    }

    @Override
    public int hashCode() {
        return 31 * next.hashCode() + types.hashCode();
    }

    @Override
    public String toString() {
        return next + types.stream().mapToObj(type -> " " + DnsType.name(type)).collect(Collectors.joining());
    }
}
