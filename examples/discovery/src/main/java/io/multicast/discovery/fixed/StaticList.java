package io.multicast.discovery.fixed;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a list of services; its form is that of {@link StaticDirectory#of(Path)}. */
final class StaticList {
    private static final int FIXED_WORDS = 4;

    private StaticList() {}

    static List<Service> read(Path file) {
        List<Service> services = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            try {
                List<String> words = words(line);
                if (!words.isEmpty()) {
                    services.add(service(words));
                }
            } catch (IllegalArgumentException e) {
                throw new DiscoveryException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        return services;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new DiscoveryException("the list of services " + file + " can't be read: " + e, e);
        }
    }

    private static Service service(List<String> words) {
        if (words.size() < FIXED_WORDS) {
            throw new IllegalArgumentException("a service is written NAME TYPE HOST PORT [KEY=VALUE...]");
        }
        return Service.of(words.get(0), words.get(1), port(words.get(3)))
                .withHost(words.get(2))
                .withTxt(TxtAttributes.of(words.subList(FIXED_WORDS, words.size())));
    }

    private static int port(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no port", e);
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escaped = quoted && c == '\\' && i + 1 < line.length();
            if (escaped) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                within = true;
            } else if (!quoted && !within && c == '#') {
                break;
            } else if (!quoted && Character.isWhitespace(c)) {
                add(words, word, within);
                within = false;
            } else {
                word.append(c);
                within = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        add(words, word, within);
        return words;
    }

    private static void add(List<String> words, StringBuilder word, boolean within) {
        if (within) {
            words.add(word.toString());
        }
        word.setLength(0);
    }
}
