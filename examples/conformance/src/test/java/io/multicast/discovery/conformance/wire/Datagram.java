package io.multicast.discovery.conformance.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A UDP datagram as the tester sends it: whatever it says of its source is written down, true or not.
 *
 * @param hopLimit TTL or hop limit
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Datagram(
        InetAddress source,
        InetAddress destination,
        int sourcePort,
        int destinationPort,
        int hopLimit,
        byte[] payload) {
    /** The port of multicast DNS. */
    public static final int MDNS = 5353;

    private static final int UDP = 17;
    private static final int ETHERNET_HEADER = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;

    /** To the group of the source's family, by the rules: from and to port 5353, hop limit 255. */
    public static Datagram multicast(InetAddress source, byte[] payload) {
        return new Datagram(source, Family.of(source).group(), MDNS, MDNS, 255, payload);
    }

    /** The same to one host. */
    public Datagram to(InetAddress newDestination) {
        return new Datagram(source, newDestination, sourcePort, destinationPort, hopLimit, payload);
    }

    /** The same from another port. */
    public Datagram fromPort(int newPort) {
        return new Datagram(source, destination, newPort, destinationPort, hopLimit, payload);
    }

    /** The same with another TTL or hop limit. */
    public Datagram withHopLimit(int newLimit) {
        return new Datagram(source, destination, sourcePort, destinationPort, newLimit, payload);
    }

    /** The Ethernet frame. */
    byte[] frame(byte[] from, byte[] to) {
        boolean ipv4 = Family.of(source) == Family.IPV4;
        int udp = UDP_HEADER + payload.length;
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + (ipv4 ? IPV4_HEADER : IPV6_HEADER) + udp);
        frame.put(destination.isMulticastAddress() ? groupMac() : to).put(from);
        frame.putShort((short) (ipv4 ? 0x0800 : 0x86dd));
        if (ipv4) {
            putIpv4Header(frame, udp);
        } else {
            putIpv6Header(frame, udp);
        }
        int start = frame.position();
        frame.putShort((short) sourcePort).putShort((short) destinationPort);
        frame.putShort((short) udp).putShort((short) 0).put(payload);
        int sum = sum(source.getAddress()) + sum(destination.getAddress()) + UDP + udp;
        int checksum = checksum(frame.slice(start, udp), sum);
        frame.putShort(start + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return frame.array();
    }

    private void putIpv4Header(ByteBuffer frame, int udp) {
        int start = frame.position();
        frame.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + udp));
        frame.putInt(0x4000); // may not be fragmented
        frame.put((byte) hopLimit).put((byte) UDP).putShort((short) 0);
        frame.put(source.getAddress()).put(destination.getAddress());
        frame.putShort(start + 10, (short) checksum(frame.slice(start, IPV4_HEADER), 0));
    }

    private void putIpv6Header(ByteBuffer frame, int udp) {
        frame.putInt(0x60000000).putShort((short) udp).put((byte) UDP).put((byte) hopLimit);
        frame.put(source.getAddress()).put(destination.getAddress());
    }

    private byte[] groupMac() {
        byte[] ip = destination.getAddress();
        return ip.length == 4
                ? new byte[] {1, 0, 0x5e, (byte) (ip[1] & 0x7f), ip[2], ip[3]}
                : new byte[] {0x33, 0x33, ip[12], ip[13], ip[14], ip[15]};
    }

    private static int sum(byte[] bytes) {
        return sum(ByteBuffer.wrap(bytes));
    }

    private static int sum(ByteBuffer bytes) {
        int sum = 0;
        while (bytes.remaining() > 1) {
            sum += bytes.getShort() & 0xffff;
        }
        return bytes.hasRemaining() ? sum + ((bytes.get() & 0xff) << 8) : sum;
    }

    private static int checksum(ByteBuffer bytes, int seed) {
        int sum = seed + sum(bytes);
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        return ~sum & 0xffff;
    }
}
