package io.multicast.netty.internal.membership;

import java.net.InetAddress;

/**
 * What a kernel keeps a membership under: a group on one interface.
 *
 * @param group the group
 * @param index the interface index; 0 lets the system choose
 */
public record GroupOnInterface(InetAddress group, int index) {}
