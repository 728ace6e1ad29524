package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Program;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A line of {@code avahi-browse} with what it resolved.
 *
 * @param txt the strings, each in quotes
 */
public record AvahiLine(
        String device, String protocol, String name, String host, String address, int port, String txt) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Everything that avahi-browse finds of a type. */
    public static List<AvahiLine> browse(Avahi on, String type) {
        try (Program browse = on.start(List.of("avahi-browse", "-rtp", type))) {
            browse.waitFor(LIMIT);
            return browse.stdout()
                    .lines()
                    .filter(line -> line.startsWith("="))
                    .map(AvahiLine::parse)
                    .toList();
        }
    }

    private static AvahiLine parse(String text) {
        String[] fields = text.split(";", 10);
        return new AvahiLine(
                fields[1],
                fields[2],
                unescape(fields[3]),
                fields[6],
                fields[7],
                Integer.parseInt(fields[8]),
                fields[9]);
    }

    /** avahi-browse writes bytes as three decimal digits. */
    private static String unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '\\';
            boolean digits = escape && Character.isDigit(text.charAt(i + 1));
            bytes.writeBytes(
                    digits
                            ? new byte[] {(byte) Integer.parseInt(text.substring(i + 1, i + 4))}
                            : text.substring(escape ? i + 1 : i, escape ? i + 2 : i + 1)
                                    .getBytes(StandardCharsets.UTF_8));
            i += digits ? 3 : escape ? 1 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
