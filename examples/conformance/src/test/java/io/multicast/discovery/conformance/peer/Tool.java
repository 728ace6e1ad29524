package io.multicast.discovery.conformance.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Program;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process that writes a JSON object a line for each event. */
final class Tool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;

    Tool(Program program) {
        this.program = program;
    }

    Program program() {
        return program;
    }

    Stream<JsonNode> events() {
        String text = program.stdout();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Tool::parse);
    }

    Stream<JsonNode> events(String kind) {
        return events().filter(event -> event.path("event").asText().equals(kind));
    }

    /** Waits for so many events of a kind, and gives the last of them. */
    JsonNode await(Duration limit, String kind, int count) {
        Eventually.await(limit, () -> events(kind).count() >= count, program::evidence);
        List<JsonNode> found = events(kind).toList();
        return found.get(count - 1);
    }

    void signal(String name) {
        Program.run(List.of("kill", "-" + name, Long.toString(program.pid())), "");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }
}
