package io.multicast.netty;

import io.multicast.netty.testing.Namespace;

/** A kernel setting of a namespace, put back when closed. */
final class Sysctl implements AutoCloseable {
    private final Namespace namespace;
    private final String name;
    private final int before;

    private Sysctl(Namespace namespace, String name) {
        this.namespace = namespace;
        this.name = name;
        before = Integer.parseInt(namespace.exec("sysctl", "-n", name).strip());
    }

    /** Sets it, such as {@code net.ipv4.igmp_max_msf}. */
    static Sysctl set(Namespace namespace, String name, int value) {
        Sysctl sysctl = new Sysctl(namespace, name);
        sysctl.write(value);
        return sysctl;
    }

    /** What it was before. */
    int was() {
        return before;
    }

    private void write(int value) {
        namespace.exec("sysctl", "-q", "-w", name + "=" + value);
    }

    @Override
    public void close() {
        write(before);
    }
}
