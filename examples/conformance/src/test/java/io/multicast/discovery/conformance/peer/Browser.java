package io.multicast.discovery.conformance.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A process that tells which services of a type there are. */
public final class Browser {
    /**
     * What it said.
     *
     * @param kind added, updated or removed
     * @param interfaceName empty if the implementation does not say
     * @param addresses with their scope, as text
     */
    public record Event(
            String kind,
            String name,
            String host,
            int port,
            String interfaceName,
            List<String> addresses,
            List<String> txt) {}

    private final Tool tool;

    Browser(Program program) {
        tool = new Tool(program);
    }

    /** All that it said so far. */
    public List<Event> events() {
        return tool.events().map(Browser::event).toList();
    }

    /** What it said of a kind about an instance. */
    public List<Event> events(String kind, String name) {
        return events().stream()
                .filter(event -> event.kind().equals(kind) && event.name().equals(name))
                .toList();
    }

    /** Waits for an event about an instance, and gives the first. */
    public Event await(Duration limit, String kind, String name) {
        return await(limit, event -> event.kind().equals(kind) && event.name().equals(name));
    }

    /** Waits for an event, and gives the first. */
    public Event await(Duration limit, Predicate<Event> wanted) {
        Eventually.await(limit, () -> events().stream().anyMatch(wanted), tool.program()::evidence);
        return events().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The process. */
    public Program program() {
        return tool.program();
    }

    private static Event event(JsonNode json) {
        return new Event(
                json.path("event").asText(),
                json.path("name").asText(),
                json.path("host").asText(),
                json.path("port").asInt(),
                json.path("interface").asText(),
                strings(json.path("addresses")),
                strings(json.path("txt")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }
}
