package io.multicast.discovery.conformance.wire;

import io.multicast.discovery.conformance.message.Dns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A UDP datagram from or to port 5353 as it was seen on a link.
 *
 * @param at nanoseconds of the system's clock, by the kernel
 * @param link the host's end of the link, for instance eth0
 * @param fromHost whether the host under test sent it, and not the tester
 * @param hopLimit TTL or hop limit
 * @param fragment whether it is the first fragment of more; its payload is not whole then
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Frame(
        long at,
        String link,
        boolean fromHost,
        InetAddress source,
        InetAddress destination,
        int hopLimit,
        int sourcePort,
        int destinationPort,
        boolean fragment,
        byte[] payload) {
    private static final int UDP = 17;
    private static final int FRAGMENT = 44;

    /** Reads an Ethernet frame; empty if it is not DNS over multicast's port. */
    static Optional<Frame> parse(long at, String link, boolean fromHost, byte[] ethernet) {
        ByteBuffer ip = ByteBuffer.wrap(ethernet, 14, ethernet.length - 14).slice();
        int protocol = (ethernet[12] & 0xff) << 8 | ethernet[13] & 0xff;
        try {
            return switch (protocol) {
                case 0x0800 -> ipv4(at, link, fromHost, ip);
                case 0x86dd -> ipv6(at, link, fromHost, ip);
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<Frame> ipv4(long at, String link, boolean fromHost, ByteBuffer ip) {
        int header = (ip.get(0) & 0xf) * 4;
        int fragment = ip.getShort(6) & 0x3fff;
        if (ip.get(9) != UDP || (fragment & 0x1fff) != 0) {
            return Optional.empty();
        }
        ByteBuffer udp = ip.slice(header, (ip.getShort(2) & 0xffff) - header);
        return udp(at, link, fromHost, address(ip, 12, 4), address(ip, 16, 4), ip.get(8) & 0xff, fragment != 0, udp);
    }

    private static Optional<Frame> ipv6(long at, String link, boolean fromHost, ByteBuffer ip) {
        int next = ip.get(6) & 0xff;
        int header = 40;
        boolean fragment = next == FRAGMENT;
        if (fragment) {
            next = ip.get(40) & 0xff;
            header += 8;
        }
        if (next != UDP || fragment && (ip.getShort(42) & 0xfff8) != 0) {
            return Optional.empty();
        }
        ByteBuffer udp = ip.slice(header, 40 + (ip.getShort(4) & 0xffff) - header);
        return udp(at, link, fromHost, address(ip, 8, 16), address(ip, 24, 16), ip.get(7) & 0xff, fragment, udp);
    }

    private static Optional<Frame> udp(
            long at,
            String link,
            boolean fromHost,
            InetAddress source,
            InetAddress destination,
            int hopLimit,
            boolean fragment,
            ByteBuffer udp) {
        int from = udp.getShort(0) & 0xffff;
        int to = udp.getShort(2) & 0xffff;
        if (from != Datagram.MDNS && to != Datagram.MDNS) {
            return Optional.empty();
        }
        byte[] payload = new byte[udp.capacity() - 8];
        udp.get(8, payload);
        return Optional.of(new Frame(at, link, fromHost, source, destination, hopLimit, from, to, fragment, payload));
    }

    private static InetAddress address(ByteBuffer ip, int at, int length) {
        byte[] bytes = new byte[length];
        ip.get(at, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(Arrays.toString(bytes), e);
        }
    }

    /** Its family. */
    public Family family() {
        return Family.of(destination);
    }

    /** Whether it went to the group. */
    public boolean isMulticast() {
        return destination.isMulticastAddress();
    }

    /** The message; one that cannot be read fails the check that asks. */
    public Dns dns() {
        return Dns.parse(payload);
    }

    /** Whether its header says that it is a response. */
    public boolean isResponse() {
        return payload.length > 2 && payload[2] < 0;
    }

    /** Whether it is a query that proposes records. */
    public boolean isProbe() {
        return !isResponse() && dns().isProbe();
    }

    /** Milliseconds from a moment to this. */
    public double since(long moment) {
        return (at - moment) / 1e6;
    }

    /** In one line with a time in front. */
    String describe(long origin) {
        String message;
        try {
            message = dns().toString();
        } catch (AssertionError e) {
            message = e.getMessage() + " " + HexFormat.of().formatHex(payload);
        }
        return "%9.1f ms %s %s %s:%d -> %s:%d hops %d, %d bytes: %s"
                .formatted(
                        since(origin),
                        link,
                        fromHost ? "HOST" : "test",
                        source.getHostAddress(),
                        sourcePort,
                        destination.getHostAddress(),
                        destinationPort,
                        hopLimit,
                        payload.length,
                        message);
    }
}
