package io.multicast.netty.examples;

import static io.multicast.netty.examples.ExamplesJar.LIMIT;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A running {@code receive} or {@code send} with {@code --json}, and what it printed. */
record Receiver(Program program) {
    private static final ObjectReader PARSER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Starts it and waits until it says that it is a member. */
    static Receiver start(Namespace in, String arguments) {
        Program program = ExamplesJar.start(in, "receive --json " + arguments);
        program.awaitOutput("receiving .*\n", LIMIT);
        return new Receiver(program);
    }

    /** Skips the test, or fails it if strict, unless the transport can be used here. */
    static void require(String transport) {
        if (!transport.equals("auto")) {
            Transport wanted = Transport.valueOf(transport.toUpperCase(Locale.ROOT));
            Throwable cause = wanted.unavailabilityCause();
            Requirements.require(cause == null, wanted.name() + ": " + cause);
        }
    }

    /** Ends it as Ctrl-C does, and gives its exit code. */
    int interrupt() {
        program.interrupt();
        return program.waitFor(LIMIT);
    }

    List<JsonNode> datagrams() {
        return events(program, "datagram");
    }

    List<String> texts() {
        return datagrams().stream()
                .map(datagram -> datagram.path("text").textValue())
                .toList();
    }

    /** There is one, at the end. */
    JsonNode summary() {
        List<JsonNode> summaries = events(program, "summary");
        if (summaries.size() != 1) {
            throw new AssertionError(summaries.size() + " summaries: " + program.evidence());
        }
        return summaries.get(0);
    }

    /** The lines of a kind. Every line must be JSON. */
    static List<JsonNode> events(Program program, String kind) {
        return program.stdout()
                .lines()
                .map(Receiver::parse)
                .filter(event -> event.path("event").textValue().equals(kind))
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return PARSER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
