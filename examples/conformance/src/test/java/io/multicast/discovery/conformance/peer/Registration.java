package io.multicast.discovery.conformance.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.multicast.netty.testing.Program;
import java.time.Duration;
import java.util.List;

/** A process that has a service registered. */
public final class Registration {
    private final Service service;
    private final Tool tool;

    Registration(Service service, Program program) {
        this.service = service;
        tool = new Tool(program);
    }

    /** What was to be registered. */
    public Service service() {
        return service;
    }

    /** Waits until the process says that the name is its own, and gives the name. */
    public String awaitRegistered(Duration limit) {
        return tool.await(limit, "registered", 1).path("name").asText();
    }

    /** The names to which it was renamed, in order. */
    public List<String> renamed() {
        return tool.events("renamed").map(event -> event.path("name").asText()).toList();
    }

    /** All that it said. */
    public List<JsonNode> events() {
        return tool.events().toList();
    }

    /** Changes the TXT data. */
    public void txt(String... strings) {
        tool.program().write("txt " + String.join(" ", strings) + "\n");
    }

    /** Asks it to end in good order. */
    public void stop() {
        tool.signal("TERM");
    }

    /** Ends it at once. */
    public void kill() {
        tool.signal("KILL");
    }

    /** Sends it any signal: STOP, CONT. */
    public void signal(String name) {
        tool.signal(name);
    }

    /** The process. */
    public Program program() {
        return tool.program();
    }
}
