package io.multicast.discovery.dns;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Strings of 0 to 255 bytes each (RFC 1035, section 3.3.14; RFC 6763, section 6). Equal byte by byte. */
public final class Txt implements RData {
    private final byte[] wire;

    /** Data off the wire, already checked. */
    Txt(byte[] wire) {
        this.wire = wire;
    }

    /**
     * These strings; without any, the single empty one of RFC 6763, section 6.1.
     *
     * @throws IllegalArgumentException when a string has more than 255 bytes, or all together more than 65535
     */
    public static Txt of(List<byte[]> strings) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            if (string.length > 0xFF) {
                throw new IllegalArgumentException("a TXT string of " + string.length + " bytes; 255 are possible: "
                        + DnsText.escape(string, 0, string.length));
            }
            wire.write(string.length);
            wire.writeBytes(string);
        }
        if (wire.size() > 0xFFFF) {
            throw new IllegalArgumentException("TXT data of " + wire.size() + " bytes; 65535 are possible");
        }
        return new Txt(strings.isEmpty() ? new byte[1] : wire.toByteArray());
    }

    /** The strings, as copies; none if the record came without data. */
    public List<byte[]> strings() {
        List<byte[]> strings = new ArrayList<>();
        for (int at = 0; at < wire.length; at += 1 + (wire[at] & 0xFF)) {
            strings.add(Arrays.copyOfRange(wire, at + 1, at + 1 + (wire[at] & 0xFF)));
        }
        return strings;
    }

    @Override
    public void write(DnsWriter out) {
        out.bytes(wire);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Txt txt && Arrays.equals(wire, txt.wire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wire);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (byte[] string : strings()) {
            text.append(text.isEmpty() ? "\"" : " \"");
            text.append(DnsText.escape(string, 0, string.length)).append('"');
        }
        return text.toString();
    }
}
