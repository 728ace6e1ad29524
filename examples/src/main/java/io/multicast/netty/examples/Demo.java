package io.multicast.netty.examples;

import io.multicast.netty.Multicast;
import io.netty.channel.EventLoopGroup;
import io.netty.util.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.NetworkInterface;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Shows on each transport what is asked of the kernel, what it holds and what arrives, beside what Netty alone does. */
final class Demo {
    private final PrintWriter out;
    private final Verdict verdict = new Verdict();
    private final Map<Transport, EventLoopGroup> groups = new EnumMap<>(Transport.class);

    Demo(PrintWriter out) {
        this.out = out;
    }

    /** Runs it, within seconds; true when everything behaved. Nothing leaves this host. */
    boolean run() throws InterruptedException {
        Version netty = Version.identify().get("netty-transport");
        out.println("IP multicast with Netty " + (netty == null ? "" : netty.artifactVersion()) + " on "
                + System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version"));
        Throwable cause = Multicast.unavailabilityCause();
        if (cause != null) {
            out.println("multicast is not available: " + cause.getMessage());
            return false;
        }
        try {
            openTransports();
            List<NetworkInterface> usable = Interfaces.usable();
            if (usable.isEmpty()) {
                out.println("no network interface is up, not even loopback");
                return false;
            }
            showOptions(usable);
            showTraffic();
        } finally {
            groups.values().forEach(group -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
        }
        out.println("\n" + verdict);
        return verdict.isGood();
    }

    private void openTransports() {
        for (Transport transport : Transport.values()) {
            Throwable cause = transport.unavailabilityCause();
            if (cause == null) {
                groups.put(transport, transport.newEventLoopGroup());
            } else {
                out.println(transport + ": not available here: " + Texts.rootOf(cause));
            }
        }
    }

    private void showOptions(List<NetworkInterface> usable) throws InterruptedException {
        // rather not loopback, so that it is another than the system's choice
        NetworkInterface outgoing = usable.stream()
                .filter(candidate -> !Interfaces.isLoopback(candidate))
                .findFirst()
                .orElse(usable.get(0));
        out.println(
                "\nOptions: what was asked, what the kernel then holds (as the library reads it, and as a raw number),");
        out.println("and what Netty's own option leaves there, on a socket of its own.\n");
        OptionsDemo demo = new OptionsDemo(out, outgoing, verdict);
        onEach(demo::run);
    }

    private void showTraffic() throws InterruptedException {
        out.println("\nTraffic: how many of " + TrafficSeries.SENT + " datagrams were received after each step.");
        show(Place::ipv4, "IPv4");
        show(Place::ipv6, "IPv6");
    }

    private void show(Place.Finder finder, String family) throws InterruptedException {
        Place place;
        try {
            place = finder.find();
        } catch (IOException e) {
            out.println("\n" + family + " is left out: " + e.getMessage());
            return;
        }
        out.println("\n" + family + ", sent from " + place + "\n");
        TrafficDemo demo = new TrafficDemo(out, verdict);
        onEach((transport, group) -> demo.run(transport, group, place));
    }

    @FunctionalInterface
    private interface Part {
        void run(Transport transport, EventLoopGroup group) throws InterruptedException;
    }

    /** What fails on one transport does not keep the others from being shown. */
    private void onEach(Part part) throws InterruptedException {
        for (Map.Entry<Transport, EventLoopGroup> each : groups.entrySet()) {
            try {
                part.run(each.getKey(), each.getValue());
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) { // sync() throws what the future failed with
                verdict.check(false, each.getKey() + ": " + e);
            }
        }
    }
}
