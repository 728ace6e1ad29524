package io.multicast.netty.benchmarks.packet;

import static io.multicast.netty.benchmarks.packet.CSide.C;
import static io.multicast.netty.benchmarks.packet.CSide.check;

/** Two namespaces with a pair of virtual interfaces between them; needs root. The receiver is in the first. */
final class Link implements AutoCloseable {
    static final String RECEIVER = "10.55.0.1";
    static final String GROUP = "239.55.0.1"; // nobody is a member

    private static final int PREFIX = 24;

    private final String here = "tmbench-a-" + ProcessHandle.current().pid();
    private final String there = "tmbench-b-" + ProcessHandle.current().pid();

    Link() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Commands.run("ip", "netns", "add", here);
        Commands.run("ip", "netns", "add", there);
        Commands.run("ip", "-n", here, "link", "add", "la", "type", "veth", "peer", "name", "lb", "netns", there);
        up(here, "la", RECEIVER);
        up(there, "lb", "10.55.0.2");
    }

    private static void up(String namespace, String device, String address) {
        Commands.run("ip", "-n", namespace, "addr", "add", address + "/" + PREFIX, "dev", device);
        Commands.run("ip", "-n", namespace, "link", "set", device, "up");
        Commands.run("ip", "-n", namespace, "link", "set", "lo", "up");
    }

    /** Moves the calling thread to the receiver's side; its sockets belong there. */
    void enter() {
        check(C.bench_enter("/run/netns/" + here));
    }

    /** Moves the calling thread to the sender's side. */
    void enterOtherSide() {
        check(C.bench_enter("/run/netns/" + there));
    }

    @Override
    public synchronized void close() {
        for (String namespace : new String[] {here, there}) {
            if (new java.io.File("/run/netns/" + namespace).exists()) {
                Commands.run("ip", "netns", "del", namespace);
            }
        }
    }
}
