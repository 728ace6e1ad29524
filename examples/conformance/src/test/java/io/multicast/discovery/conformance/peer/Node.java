package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** A host with an implementation on it. What was started is killed with the host's namespace. */
public abstract class Node {
    private final Namespace host;
    private final String hostName;

    Node(Namespace host, String hostName) {
        this.host = host;
        this.hostName = hostName;
    }

    /** The judged implementation on a host whose name is to be NAME.local. */
    public static Node on(Namespace host, String hostName) {
        return Implementation.judged().on(host, hostName);
    }

    /** Registers a service, by a process of its own. */
    public Registration register(Service service) {
        return register(service, service);
    }

    /** The same, if the service is to appear as another than was asked for. */
    public Registration register(Service asked, Service expected) {
        return new Registration(expected, start(registerCommand(asked)));
    }

    /** Browses for a type, by a process of its own. */
    public Browser browse(String type) {
        return new Browser(start(browseCommand(type)));
    }

    abstract List<String> registerCommand(Service service);

    abstract List<String> browseCommand(String type);

    abstract Program start(List<String> command);

    final Namespace host() {
        return host;
    }

    /** Starts a command on the host, which has the host name to itself. */
    final Program startWithHostName(List<String> command) {
        String[] line = new String[command.size() + 6];
        List<String> first = List.of("unshare", "--uts", "sh", "-c", "hostname \"$0\" && exec \"$@\"", hostName);
        for (int i = 0; i < line.length; i++) {
            line[i] = i < 6 ? first.get(i) : command.get(i - 6);
        }
        return host.start(line);
    }

    static String script(String name) {
        try {
            return Path.of(Node.class.getResource("/peers/" + name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
