package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Family;
import org.jspecify.annotations.Nullable;

/** The option of each family for one thing; a socket that speaks both has both. */
record OptionPair<T>(MulticastChannelOption<T> ipv4, MulticastChannelOption<T> ipv6) {
    static final OptionPair<Integer> HOPS =
            new OptionPair<>(MulticastChannelOption.IP_MULTICAST_TTL, MulticastChannelOption.IPV6_MULTICAST_HOPS);
    static final OptionPair<Boolean> LOOPBACK =
            new OptionPair<>(MulticastChannelOption.IP_MULTICAST_LOOP, MulticastChannelOption.IPV6_MULTICAST_LOOP);
    static final OptionPair<MulticastInterface> OUTGOING =
            new OptionPair<>(MulticastChannelOption.IP_MULTICAST_IF, MulticastChannelOption.IPV6_MULTICAST_IF);
    static final OptionPair<Integer> TRAFFIC_CLASS =
            new OptionPair<>(MulticastChannelOption.IP_TOS, MulticastChannelOption.IPV6_TCLASS);

    void validate(T value) {
        ipv4.validate(value);
    }

    boolean isAfterBind() {
        return ipv4.isAfterBind();
    }

    /** For each family that the socket speaks. */
    void set(ChannelSocket socket, T value) {
        SocketFamily family = family(socket, "set", value);
        if (family.speaks(Family.IPV4)) {
            ipv4.set(socket, value);
        }
        if (family.speaks(Family.IPV6)) {
            ipv6.set(socket, value);
        }
    }

    /** Of the family that the socket was made for. */
    T get(ChannelSocket socket) {
        return (family(socket, "read", null).speaks(Family.IPV6) ? ipv6 : ipv4).get(socket);
    }

    private SocketFamily family(ChannelSocket socket, String verb, @Nullable T value) {
        return socket.open(() -> socket.failure().option(verb, ipv4, value)).family();
    }
}
