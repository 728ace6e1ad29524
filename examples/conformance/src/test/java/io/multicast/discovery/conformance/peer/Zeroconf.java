package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import java.util.ArrayList;
import java.util.List;

/** python-zeroconf, Debian's. */
public final class Zeroconf extends Node {
    /** On a host. */
    public Zeroconf(Namespace host, String hostName) {
        super(host, hostName);
    }

    @Override
    List<String> registerCommand(Service service) {
        List<String> command =
                command("register", service.instance(), service.type(), Integer.toString(service.port()));
        command.addAll(service.txt());
        return command;
    }

    @Override
    List<String> browseCommand(String type) {
        return command("browse", type);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script("zeroconf_tool.py")));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Program start(List<String> command) {
        return startWithHostName(command);
    }
}
