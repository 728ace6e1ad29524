package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An address with the length of its network's prefix, such as 10.0.0.5/24.
 *
 * @param address without a scope
 * @param length in bits
 */
public record AddressPrefix(InetAddress address, int length) {
    /** Whether the address is that one, whatever the scope. */
    public boolean hasAddress(InetAddress other) {
        return Arrays.equals(address.getAddress(), other.getAddress());
    }

    /** Whether another address has the same first bits. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
