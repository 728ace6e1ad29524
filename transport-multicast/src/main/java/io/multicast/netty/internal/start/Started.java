package io.multicast.netty.internal.start;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Whether a channel has its address yet. */
final class Started {
    private Started() {}

    /** Active is not enough: DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION (Vert.x sets it) makes it so before the bind. */
    static boolean is(Channel channel) {
        return channel.isActive() && hasAddress(channel.localAddress());
    }

    private static boolean hasAddress(SocketAddress local) {
        return local instanceof InetSocketAddress address ? address.getPort() != 0 : local != null;
    }
}
