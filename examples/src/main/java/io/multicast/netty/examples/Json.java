package io.multicast.netty.examples;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A JSON object (RFC 8259) on one line, in plain ASCII, so that it survives any locale and terminal. */
final class Json {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    Json put(String name, String value) {
        return add(name, quote(value));
    }

    Json put(String name, long value) {
        return add(name, Long.toString(value));
    }

    /** With three decimal places. */
    Json put(String name, double value) {
        return add(name, String.format(Locale.ROOT, "%.3f", value));
    }

    Json put(String name, Json value) {
        return add(name, value.toString());
    }

    /** An array of strings. */
    Json put(String name, List<String> values) {
        return add(name, values.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]")));
    }

    private Json add(String name, String value) {
        members.add(quote(name) + ":" + value);
        return this;
    }

    /** A JSON string; all but printable ASCII is escaped, which also keeps control characters off the terminal. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
