package io.multicast.netty.testing;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An IP packet as a {@link Sniffer} saw it.
 *
 * @param hopLimit TTL or hop limit
 * @param trafficClass TOS or traffic class
 * @param protocol 17 for UDP
 * @param sourcePort -1 if not UDP
 * @param destinationPort -1 if not UDP
 * @param payload what follows the UDP header, or the IP header if not UDP
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Packet(
        String device,
        Direction direction,
        InetAddress source,
        InetAddress destination,
        int hopLimit,
        int trafficClass,
        int protocol,
        int sourcePort,
        int destinationPort,
        byte[] payload) {
    private static final int UDP = 17;
    private static final int HOP_BY_HOP = 0;

    /** Which way it went. */
    public enum Direction {
        IN,
        OUT
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Whether it is a datagram to that port. */
    public boolean isTo(int port) {
        return destinationPort == port;
    }

    @Override
    public String toString() {
        return "%s %s %s:%d -> %s:%d protocol %d hops %d class %d, %d bytes"
                .formatted(
                        device,
                        direction,
                        source.getHostAddress(),
                        sourcePort,
                        destination.getHostAddress(),
                        destinationPort,
                        protocol,
                        hopLimit,
                        trafficClass,
                        payload.length);
    }

    /** Reads a packet that begins with its IP header. */
    static Packet parse(String device, Direction direction, ByteBuffer ip) {
        return ip.get(0) >>> 4 == 4 ? parseIpv4(device, direction, ip) : parseIpv6(device, direction, ip);
    }

    private static Packet parseIpv4(String device, Direction direction, ByteBuffer ip) {
        boolean first = (ip.getShort(6) & 0x1fff) == 0; // a later fragment has no UDP header
        return transport(
                device,
                direction,
                address(ip, 12, 4),
                address(ip, 16, 4),
                ip.get(8) & 0xff,
                ip.get(1) & 0xff,
                ip.get(9) & 0xff,
                first,
                ip.slice((ip.get(0) & 0xf) * 4, (ip.getShort(2) & 0xffff) - (ip.get(0) & 0xf) * 4));
    }

    private static Packet parseIpv6(String device, Direction direction, ByteBuffer ip) {
        int next = ip.get(6) & 0xff;
        int header = 40;
        if (next == HOP_BY_HOP) { // MLD has one
            next = ip.get(40) & 0xff;
            header += (ip.get(41) & 0xff) * 8 + 8;
        }
        return transport(
                device,
                direction,
                address(ip, 8, 16),
                address(ip, 24, 16),
                ip.get(7) & 0xff,
                ip.getInt(0) >>> 20 & 0xff,
                next,
                true,
                ip.slice(header, 40 + (ip.getShort(4) & 0xffff) - header));
    }

    private static Packet transport(
            String device,
            Direction direction,
            InetAddress source,
            InetAddress destination,
            int hopLimit,
            int trafficClass,
            int protocol,
            boolean first,
            ByteBuffer rest) {
        boolean udp = protocol == UDP && first;
        int from = udp ? rest.getShort(0) & 0xffff : -1;
        int to = udp ? rest.getShort(2) & 0xffff : -1;
        byte[] payload = bytes(rest, udp ? 8 : 0, rest.limit());
        return new Packet(device, direction, source, destination, hopLimit, trafficClass, protocol, from, to, payload);
    }

    private static InetAddress address(ByteBuffer ip, int at, int length) {
        return Ip.ip(bytes(ip, at, at + length));
    }

    private static byte[] bytes(ByteBuffer buffer, int from, int to) {
        byte[] bytes = new byte[to - from];
        buffer.get(from, bytes);
        return bytes;
    }
}
