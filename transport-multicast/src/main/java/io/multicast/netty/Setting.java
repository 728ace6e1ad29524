package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Family;
import java.util.function.Consumer;

/**
 * One thing to do at start-up.
 *
 * @param isMembership whether it joins groups, which some systems want after the bind
 * @param apply does it; throws {@link MulticastException}
 */
record Setting(boolean isMembership, Consumer<ChannelSocket> apply) {
    /** An option of each family that the socket speaks. */
    static <T> Setting each(MulticastChannelOption<T> ipv4, MulticastChannelOption<T> ipv6, T value) {
        return new Setting(false, socket -> {
            SocketFamily family = socket.open(() -> socket.failure().option("set", ipv4, value))
                    .family();
            if (family.speaks(Family.IPV4)) {
                ipv4.set(socket, value);
            }
            if (family.speaks(Family.IPV6)) {
                ipv6.set(socket, value);
            }
        });
    }
}
