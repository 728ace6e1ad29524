package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** avahi-daemon with a D-Bus of its own, and a client that reports what the daemon says. */
public final class Avahi extends Node {
    private static final String DAEMONS = """
            mount --make-rprivate /
            mount -t tmpfs tmpfs /run
            mkdir -p /run/dbus /run/avahi-daemon
            cat > /run/avahi.conf <<END
            [server]
            host-name=%s
            deny-interfaces=docker0,tun0
            [wide-area]
            enable-wide-area=no
            [publish]
            publish-workstation=no
            END
            dbus-daemon --system --fork --nopidfile
            exec avahi-daemon -f /run/avahi.conf --no-drop-root --no-chroot --no-rlimits
            """;

    private final Program daemon;

    /** Starts the daemons, and waits until avahi has its host name. */
    public Avahi(Namespace host, String hostName) {
        super(host, hostName);
        List.of("avahi-daemon", "dbus-daemon", "nsenter", "unshare").forEach(Requirements::program);
        daemon = host.start("unshare", "--mount", "bash", "-c", DAEMONS.formatted(hostName));
        daemon.awaitOutput("startup complete", Duration.ofSeconds(20));
    }

    @Override
    List<String> registerCommand(Service service) {
        List<String> command =
                command("register", service.instance(), service.type(), Integer.toString(service.port()));
        command.addAll(service.txt());
        service.subtypes().forEach(subtype -> command.add("--subtype=" + subtype));
        return command;
    }

    @Override
    List<String> browseCommand(String type) {
        return command("browse", type);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script("avahi_tool.py")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a command in the daemon's network and file system: avahi's own tools, getent. */
    @Override
    public Program start(List<String> command) {
        List<String> inside =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(daemon.pid()), "--net", "--mount", "--"));
        inside.addAll(command);
        return host().start(inside.toArray(String[]::new));
    }

    /** Ends the daemon at once, so that it cannot say goodbye. */
    public void kill() {
        Program.run(List.of("kill", "-KILL", Long.toString(daemon.pid())), "");
    }
}
