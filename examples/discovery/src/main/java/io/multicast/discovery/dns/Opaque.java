package io.multicast.discovery.dns;

import java.util.Arrays;
import java.util.HexFormat;

/** Data of a type that is not looked into, or of none (RFC 3597). */
public final class Opaque implements RData {
    private final byte[] bytes;

    private Opaque(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * These bytes.
     *
     * @throws IllegalArgumentException when there are more than 65535
     */
    public static Opaque of(byte... bytes) {
        if (bytes.length > 0xFFFF) {
            throw new IllegalArgumentException("data of " + bytes.length + " bytes; 65535 are possible");
        }
        return new Opaque(bytes.clone());
    }

    @Override
    public void write(DnsWriter out) {
        out.bytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque opaque && Arrays.equals(bytes, opaque.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As RFC 3597, section 5 writes it. */
    @Override
    public String toString() {
        return "\\# " + bytes.length + " " + HexFormat.of().formatHex(bytes);
    }
}
