package io.multicast.netty.internal.channel;

/**
 * A socket as the system numbers it. Only valid while the channel is open.
 *
 * @param value the file descriptor, or the SOCKET on Windows
 * @param family what the socket speaks
 */
public record SocketHandle(long value, SocketFamily family) {}
