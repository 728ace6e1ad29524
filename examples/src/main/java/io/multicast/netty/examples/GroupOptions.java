package io.multicast.netty.examples;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastInterface;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that senders and receivers share. */
final class GroupOptions {
    @Option(
            names = "--group",
            required = true,
            paramLabel = "ADDRESS",
            converter = Converters.Group.class,
            description = "the group, such as 239.1.2.3, ff15::5 or ff02::5%%eth0")
    @SuppressWarnings("NullAway.Init") // by picocli
    private InetAddress group;

    @Option(names = "--port", required = true, paramLabel = "PORT", description = "its UDP port, 1 to 65535")
    private int port;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            converter = Converters.Interface.class,
            description = "the network interface, by name or index (default: the system's choice, by its routes)")
    private @Nullable NetworkInterface networkInterface;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "auto",
            converter = Converters.ToTransport.class,
            description = "nio, epoll, io_uring, kqueue or auto (default): epoll or kqueue if available, or else nio")
    private Transport transport = Transport.NIO;

    @Option(
            names = "--family",
            paramLabel = "4|6",
            converter = Converters.Family.class,
            description = "the socket's family (default: the group's); 6 also takes IPv4 groups: a dual-stack socket")
    private @Nullable SocketProtocolFamily family;

    @Option(
            names = "--loopback",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "deliver to members on the sender's host (default), or not; on Windows the receiver's counts,"
                    + " elsewhere the sender's")
    private boolean loopback;

    @Option(names = "--json", description = "print one JSON object a line")
    private boolean json;

    /** The chosen one, or that of the group's scope, or else the system's choice. */
    MulticastInterface networkInterface() {
        if (networkInterface != null) {
            return MulticastInterface.of(networkInterface);
        }
        return group instanceof Inet6Address ipv6 && ipv6.getScopeId() != 0
                ? MulticastInterface.of(ipv6.getScopeId())
                : MulticastInterface.systemDefault();
    }

    /** For any source. */
    Membership membership() {
        return Membership.of(group).on(networkInterface());
    }

    /** Where to send to, and where to bind a receiver, except on Windows. */
    InetSocketAddress address() {
        if (port < 1) {
            throw new IllegalArgumentException("--port is 1 to 65535, not " + port);
        }
        return new InetSocketAddress(scopedGroup(), port);
    }

    /** A link-local or interface-local group means nothing without its interface (RFC 4007). */
    private InetAddress scopedGroup() {
        if (!(group instanceof Inet6Address ipv6)
                || ipv6.getScopeId() != 0
                || !(group.isMCLinkLocal() || group.isMCNodeLocal())) {
            return group;
        }
        if (networkInterface == null) {
            throw new IllegalArgumentException(
                    Texts.of(group) + " is a group of one link: add the --interface to that link");
        }
        try {
            return Inet6Address.getByAddress(null, group.getAddress(), networkInterface.getIndex());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    SocketProtocolFamily family() {
        SocketProtocolFamily groups =
                group instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        if (family == SocketProtocolFamily.INET && groups == SocketProtocolFamily.INET6) {
            throw new IllegalArgumentException(Texts.of(group) + " is an IPv6 group: it needs --family 6");
        }
        return family == null ? groups : family;
    }

    Transport transport() {
        return transport;
    }

    boolean loopback() {
        return loopback;
    }

    boolean json() {
        return json;
    }

    /** Such as {@code 239.1.2.3 on eth0 (index 2), port 5000, by epoll}. */
    String describe(Membership membership) {
        return membership + ", port " + port + ", by " + transport;
    }
}
