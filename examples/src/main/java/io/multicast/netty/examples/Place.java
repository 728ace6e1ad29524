package io.multicast.netty.examples;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Comparator;
import java.util.List;

/**
 * Where the demo sends within this host: an interface, and an address of it. For IPv4 it is the loopback interface. For
 * IPv6 Linux has no route to groups there, so another will do: the groups are interface-local (RFC 4291, section 2.7),
 * which no system lets out of the host.
 *
 * @param source the address that datagrams are sent from
 * @param stranger an address that nobody here sends from (RFC 5737, RFC 3849)
 */
record Place(
        NetworkInterface networkInterface,
        InetAddress source,
        InetAddress stranger,
        InetAddress anySourceGroup,
        InetAddress sourceSpecificGroup) {
    private static final int DISCARD_PORT = 9;

    /** {@link #ipv4} or {@link #ipv6}. */
    @FunctionalInterface
    interface Finder {
        Place find() throws IOException;
    }

    /** The loopback interface with its IPv4 address. */
    static Place ipv4() throws IOException {
        for (NetworkInterface candidate : candidates()) {
            if (Interfaces.isLoopback(candidate)) {
                for (InetAddress source : addresses(candidate, Inet4Address.class)) {
                    return new Place(
                            candidate,
                            source,
                            address("198.51.100.1"),
                            address("239.255.83.77"),
                            address("232.83.83.77"));
                }
            }
        }
        throw new IOException("the loopback interface is down or has no IPv4 address");
    }

    /** The first interface and IPv6 address that a trial datagram can be sent from. */
    static Place ipv6() throws IOException {
        IOException refusal = new IOException("no interface has an IPv6 address");
        for (NetworkInterface candidate : candidates()) {
            for (InetAddress source : addresses(candidate, Inet6Address.class)) {
                Place place = new Place(
                        candidate,
                        source,
                        address("2001:db8::1"),
                        scoped("ff11::8000:53", candidate),
                        scoped("ff31::8000:53", candidate));
                try {
                    place.tryToSend();
                    return place;
                } catch (IOException | RuntimeException e) {
                    refusal = new IOException("sending on " + candidate.getName() + ": " + e.getMessage(), e);
                }
            }
        }
        throw refusal;
    }

    private void tryToSend() throws IOException {
        try (DatagramChannel trial = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            trial.setOption(StandardSocketOptions.IP_MULTICAST_IF, networkInterface)
                    .setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0)
                    .bind(new InetSocketAddress(source, 0))
                    .send(ByteBuffer.allocate(0), new InetSocketAddress(anySourceGroup, DISCARD_PORT));
        }
    }

    /** Loopback first. */
    private static List<NetworkInterface> candidates() {
        return Interfaces.usable().stream()
                .sorted(Comparator.comparing(candidate -> !Interfaces.isLoopback(candidate)))
                .toList();
    }

    /** Link-local ones last. */
    private static List<? extends InetAddress> addresses(
            NetworkInterface networkInterface, Class<? extends InetAddress> family) {
        return networkInterface
                .inetAddresses()
                .filter(family::isInstance)
                .map(family::cast)
                .sorted(Comparator.comparing(InetAddress::isLinkLocalAddress))
                .toList();
    }

    private static InetAddress address(String literal) {
        return NetUtil.createInetAddressFromIpAddressString(literal);
    }

    private static InetAddress scoped(String literal, NetworkInterface networkInterface) throws UnknownHostException {
        return Inet6Address.getByAddress(null, address(literal).getAddress(), networkInterface.getIndex());
    }

    @Override
    public String toString() {
        return Texts.of(source) + " on " + networkInterface.getName();
    }
}
