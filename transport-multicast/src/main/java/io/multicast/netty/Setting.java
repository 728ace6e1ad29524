package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Family;
import java.util.function.Consumer;

/**
 * One thing to do at start-up.
 *
 * @param isAfterBind whether some systems want it after the bind: what joins groups or names the outgoing interface
 * @param apply does it; throws {@link MulticastException}
 */
record Setting(boolean isAfterBind, Consumer<ChannelSocket> apply) {
    /** An option of each family that the socket speaks. */
    static <T> Setting each(MulticastChannelOption<T> ipv4, MulticastChannelOption<T> ipv6, T value) {
        return new Setting(ipv4.isAfterBind(), socket -> {
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
