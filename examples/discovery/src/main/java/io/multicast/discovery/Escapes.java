package io.multicast.discovery;

/**
 * Text from the network made safe to show. Anybody on the link can put control characters, markup or characters that turn the
 * direction of writing into a name: show what was found through one of these only.
 */
public final class Escapes {
    private Escapes() {}

    /**
     * Text for a terminal or a log: control, formatting, private and unassigned characters, line separators and half surrogates
     * become {@code \x{HEX}}, a backslash {@code \\}. Letters of every script stay.
     *
     * @param text any text
     * @return text in one line without effect on the terminal
     */
    public static String terminal(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                safe.append("\\\\");
            } else if (isPlain(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append("\\x{").append(Integer.toHexString(c)).append('}');
            }
        });
        return safe.toString();
    }

    /**
     * Text for HTML, between tags or in a quoted attribute value: {@link #terminal} without its backslashes doubled, and
     * {@code & < > " '} as references.
     *
     * @param text any text
     * @return text without markup
     */
    public static String html(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
                safe.append("&#").append(c).append(';');
            } else if (isPlain(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append("\\x{").append(Integer.toHexString(c)).append('}');
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
