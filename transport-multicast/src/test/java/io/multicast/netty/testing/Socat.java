package io.multicast.netty.testing;

import java.net.InetAddress;
import java.time.Duration;

/** The program socat as peer: a sender and a receiver that were not written here. */
public final class Socat {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Socat() {}

    /**
     * Sends one datagram to a group.
     *
     * @param source the address to send from, one of the device's
     * @param hops TTL or hop limit
     */
    public static void send(
            Namespace from, String device, String source, InetAddress group, int port, int hops, String text) {
        String socket = Ip.isIpv6(group)
                ? "UDP6-DATAGRAM:[%s]:%d,setsockopt-int=41:18:%d,bind=[%s]"
                : "UDP4-DATAGRAM:%s:%d,ip-multicast-ttl=%d,bind=%s";
        from.execWithInput(
                text,
                "socat",
                "-u",
                "-",
                socket.formatted(group.getHostAddress(), port, hops, source) + ",so-bindtodevice=" + device);
    }

    /** Starts a receiver that is a member of the group on the device, and waits until it is. Its stdout is what came. */
    public static Program receive(Namespace in, String device, InetAddress group, int port) {
        String socket = Ip.isIpv6(group)
                ? "UDP6-RECV:%d,reuseaddr,ipv6-join-group=[%s]:%s"
                : "UDP4-RECV:%d,reuseaddr,ip-add-membership=%s:%s";
        Kernel kernel = Kernel.of(in);
        int before = kernel.users(device, group);
        Program receiver = in.start("socat", "-u", socket.formatted(port, group.getHostAddress(), device), "-");
        Eventually.await(LIMIT, () -> kernel.users(device, group) > before, () -> receiver.evidence() + in.evidence());
        return receiver;
    }
}
