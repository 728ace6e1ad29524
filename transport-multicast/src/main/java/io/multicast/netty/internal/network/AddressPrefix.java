package io.multicast.netty.internal.network;

import java.net.InetAddress;

/**
 * An address with the length of its network's prefix, such as 10.0.0.5/24.
 *
 * @param address without a scope
 * @param length in bits
 */
public record AddressPrefix(InetAddress address, int length) {}
