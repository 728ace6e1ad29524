package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.packet.PacketSocket;
import io.multicast.netty.internal.packet.PacketSystem;
import io.multicast.netty.internal.platform.PacketPlatform;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The socket of a packet channel, where the system and the JVM have a way to it. */
final class BatchedSocket {
    private BatchedSocket() {}

    /** Null where there is none. */
    static @Nullable PacketSocket of(MulticastDatagramChannel channel) {
        PacketSystem system = PacketPlatform.current();
        if (system == null || !Multicast.isAvailable()) {
            return null;
        }
        ChannelSocket socket = Multicast.of(channel).socket();
        try {
            SocketHandle handle = socket.open(() -> socket.failure().operation("find the socket"));
            onlyOwnGroups(socket, handle);
            return new PacketSocket(
                    handle.value(),
                    families(handle.family()),
                    system,
                    socket.table().errnos());
        } catch (MulticastException e) {
            return null;
        }
    }

    private static Set<Family> families(SocketFamily family) {
        Set<Family> families = EnumSet.allOf(Family.class);
        families.removeIf(each -> !family.speaks(each));
        return families;
    }

    /** As Netty's native channels do, and the JDK since version 25. A kernel that has no such option refuses it. */
    private static void onlyOwnGroups(ChannelSocket socket, SocketHandle handle) {
        OptionRow row = socket.table().options().get(OptionKey.IPV6_MULTICAST_ALL);
        if (row != null && handle.family().speaks(Family.IPV6)) {
            socket.options().set(handle.value(), row, 0);
        }
    }
}
