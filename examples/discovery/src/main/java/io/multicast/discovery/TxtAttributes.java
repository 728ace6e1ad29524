package io.multicast.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of itself: keys with values, the strings of its TXT record (RFC 6763, section 6). Keys are compared
 * without case, the first of one key counts; a key can be there without a value; values are bytes, most often UTF-8. Equal if
 * all strings are, in order. Immutable.
 */
public final class TxtAttributes {
    /** No attributes. */
    public static final TxtAttributes EMPTY = new TxtAttributes(List.of());

    private static final int MAX_STRING = 255;

    private final List<byte[]> strings;
    private final Map<String, String> byKey;

    private TxtAttributes(List<byte[]> strings) {
        this.strings = strings;
        this.byKey = Collections.unmodifiableMap(keys(strings));
    }

    /** Text keeps its place: {@code key=value} by the key in lower case; what has no key is left out (section 6.4). */
    private static Map<String, String> keys(List<byte[]> strings) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (byte[] bytes : strings) {
            String string = new String(bytes, StandardCharsets.UTF_8);
            String key = key(string);
            if (!key.isEmpty()) {
                byKey.putIfAbsent(key.toLowerCase(Locale.ROOT), string);
            }
        }
        return byKey;
    }

    private static String key(String string) {
        int equals = string.indexOf('=');
        return equals < 0 ? string : string.substring(0, equals);
    }

    /**
     * Attributes as they are written.
     *
     * @param strings {@code key=value}, {@code key=} for an empty value, or {@code key} for none
     * @return the attributes
     * @throws IllegalArgumentException when a key is empty or has other characters than printable ASCII, or a string has more
     *     than 255 bytes
     */
    public static TxtAttributes of(String... strings) {
        return of(Arrays.asList(strings));
    }

    /**
     * As {@link #of(String...)}.
     *
     * @param strings the attributes
     * @return the attributes
     * @throws IllegalArgumentException as there
     */
    public static TxtAttributes of(List<String> strings) {
        List<byte[]> bytes = new ArrayList<>();
        for (String string : strings) {
            bytes.add(checked(string));
        }
        return bytes.isEmpty() ? EMPTY : new TxtAttributes(bytes);
    }

    private static byte[] checked(String string) {
        if (!key(string).matches("[ -~]+")) {
            throw new IllegalArgumentException("the TXT attribute '" + Escapes.terminal(string)
                    + "' has no key of printable ASCII before its '='");
        }
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_STRING) {
            throw new IllegalArgumentException("the TXT attribute '" + Escapes.terminal(key(string)) + "' has "
                    + bytes.length + " bytes with its key; " + MAX_STRING + " are possible");
        }
        return bytes;
    }

    /**
     * Attributes off the wire: nothing is checked, so that what a foreign service says stays as it is.
     *
     * @param strings the strings of the TXT record, which nobody may change any more
     * @return the attributes
     */
    public static TxtAttributes ofStrings(List<byte[]> strings) {
        List<byte[]> notEmpty =
                strings.stream().filter(string -> string.length > 0).toList();
        return notEmpty.isEmpty() ? EMPTY : new TxtAttributes(notEmpty);
    }

    /**
     * The same with one attribute more, or another value for its key.
     *
     * @param key printable ASCII without {@code =}
     * @param value the value
     * @return other attributes
     * @throws IllegalArgumentException as {@link #of(String...)}, and for a {@code =} in the key
     */
    public TxtAttributes with(String key, String value) {
        if (key.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "the key of a TXT attribute has no '=': '" + Escapes.terminal(key) + "'");
        }
        byte[] added = checked(key + "=" + value);
        List<byte[]> all = new ArrayList<>(strings);
        for (int i = 0; i < all.size(); i++) {
            if (key(new String(all.get(i), StandardCharsets.UTF_8)).equalsIgnoreCase(key)) {
                all.set(i, added);
                return new TxtAttributes(all);
            }
        }
        all.add(added);
        return new TxtAttributes(all);
    }

    /**
     * The value of a key.
     *
     * @param key in any case
     * @return the value as UTF-8, bytes that are none as U+FFFD; "" for an empty one; null if the key has no value or is not
     *     there, see {@link #contains}
     */
    public @Nullable String get(String key) {
        String string = byKey.get(key.toLowerCase(Locale.ROOT));
        return string == null || string.indexOf('=') < 0 ? null : string.substring(string.indexOf('=') + 1);
    }

    /**
     * Whether a key is there, with or without a value.
     *
     * @param key in any case
     * @return whether it is there
     */
    public boolean contains(String key) {
        return byKey.containsKey(key.toLowerCase(Locale.ROOT));
    }

    /**
     * Keys in lower case and values, in order; "" for a key without value.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        byKey.forEach((key, string) -> map.put(key, string.substring(Math.min(string.length(), key.length() + 1))));
        return Collections.unmodifiableMap(map);
    }

    /**
     * The strings of the TXT record, bytes as they came.
     *
     * @return copies, in order; none if there are no attributes
     */
    public List<byte[]> strings() {
        return strings.stream().map(byte[]::clone).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TxtAttributes txt && Arrays.deepEquals(strings.toArray(), txt.strings.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(strings.toArray());
    }

    /** The strings, each quoted, safe to show on a terminal. */
    @Override
    public String toString() {
        return strings.stream()
                .map(string -> '"' + Escapes.terminal(new String(string, StandardCharsets.UTF_8)) + '"')
                .collect(Collectors.joining(" "));
    }
}
