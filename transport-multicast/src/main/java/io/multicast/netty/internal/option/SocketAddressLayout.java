package io.multicast.netty.internal.option;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * How a system lays out {@code sockaddr_in} (16 bytes, address at 4) and {@code sockaddr_in6} (28 bytes, address at 8).
 *
 * @param lengthByte whether the struct begins with its own length (BSD systems), which the kernel checks
 * @param inet6 the number of AF_INET6; AF_INET is 2 everywhere
 */
public record SocketAddressLayout(boolean lengthByte, int inet6) {
    /** The size of {@code sockaddr_storage}. */
    static final int STORAGE = 128;

    private static final int INET = 2;

    /** Writes an address with port, flow and scope 0 (the interface index beside it is what counts). */
    void put(ByteBuffer out, int at, InetAddress address) {
        boolean ipv4 = Family.of(address) == Family.IPV4;
        zero(out, at, STORAGE);
        putHead(out, at, ipv4 ? 16 : 28, ipv4 ? INET : inet6);
        out.put(at + (ipv4 ? 4 : 8), address.getAddress());
    }

    /** The address, without its scope. */
    InetAddress get(ByteBuffer in, int at) {
        int family = lengthByte ? in.get(at + 1) & 0xff : in.getShort(at) & 0xffff;
        byte[] address = new byte[family == INET ? 4 : 16];
        in.get(at + (family == INET ? 4 : 8), address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private void putHead(ByteBuffer out, int at, int length, int family) {
        if (lengthByte) {
            out.put(at, (byte) length).put(at + 1, (byte) family);
        } else {
            out.putShort(at, (short) family);
        }
    }

    static void zero(ByteBuffer out, int at, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            out.putLong(at + i, 0);
        }
    }
}
