package io.multicast.netty.internal.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one system is to be told, written out by hand: lines {@code statement -> level name bytes}. In bytes, {@code z4} is
 * four zero bytes, and a word of a {@code let} line stands for what it was given.
 */
final class GoldenFile {
    private static final String ARROW = " -> ";

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, String> words = new HashMap<>();

    private GoldenFile() {}

    /** Statements with what they are to lead to. */
    static Map<String, String> read(String resource) {
        GoldenFile file = new GoldenFile();
        text(resource).lines().map(line -> line.strip().replaceAll(" +", " ")).forEach(file::add);
        return file.lines;
    }

    private void add(String line) {
        if (line.startsWith("let ")) {
            String[] sides = line.substring(4).split(" = ");
            words.put(sides[0], expand(sides[1]));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
            String[] sides = line.split(ARROW);
            String before = lines.put(sides[0], isBytes(sides[0]) ? expandBehindName(sides[1]) : sides[1]);
            if (before != null) {
                throw new IllegalArgumentException("twice: " + line);
            }
        }
    }

    private static boolean isBytes(String statement) {
        return statement.startsWith("set ") || statement.startsWith("call ") || statement.startsWith("handle ");
    }

    private String expandBehindName(String right) {
        String[] parts = right.split(" ", 3);
        return parts[0] + " " + parts[1] + " " + expand(parts[2]);
    }

    private String expand(String bytes) {
        StringBuilder hex = new StringBuilder();
        for (String word : bytes.split(" ")) {
            if (word.matches("z[0-9]+")) {
                hex.append("00".repeat(Integer.parseInt(word.substring(1))));
            } else {
                hex.append(words.getOrDefault(word, word));
            }
        }
        return hex.toString();
    }

    private static String text(String resource) {
        try (InputStream in = GoldenFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
