package io.multicast.discovery.dns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Messages to begin from: seen on a wire, or found by fuzzing. */
final class Corpus {
    private Corpus() {}

    static List<byte[]> messages() {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream("corpus.hex"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
