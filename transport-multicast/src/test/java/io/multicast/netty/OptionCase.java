package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_ALL;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_IF;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.testing.SocketOptions.IPV6_TCLASS;
import static io.multicast.netty.testing.SocketOptions.IPV6_UNICAST_HOPS;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_ALL;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_LOOP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static io.multicast.netty.testing.SocketOptions.IP_TOS;
import static io.multicast.netty.testing.SocketOptions.IP_TTL;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.SocketOptions;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An option that the kernel tells, with values to set one after the other.
 *
 * @param level the level of getsockopt
 * @param name the number for getsockopt
 * @param values each differs from the one before
 * @param asNumber what the kernel is to hold for a value
 */
record OptionCase<T>(MulticastChannelOption<T> option, int level, int name, List<T> values, ToIntFunction<T> asNumber) {
    private static final MulticastInterface LOOPBACK = MulticastInterface.of("lo");

    static final List<OptionCase<?>> ALL = List.of(
            number(MulticastChannelOption.IP_MULTICAST_TTL, IPPROTO_IP, IP_MULTICAST_TTL, 0),
            number(MulticastChannelOption.IPV6_MULTICAST_HOPS, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 0),
            number(MulticastChannelOption.IP_TTL, IPPROTO_IP, IP_TTL, 1),
            number(MulticastChannelOption.IPV6_UNICAST_HOPS, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 0),
            number(MulticastChannelOption.IP_TOS, IPPROTO_IP, IP_TOS, 0),
            number(MulticastChannelOption.IPV6_TCLASS, IPPROTO_IPV6, IPV6_TCLASS, 0),
            flag(MulticastChannelOption.IP_MULTICAST_LOOP, IPPROTO_IP, IP_MULTICAST_LOOP),
            flag(MulticastChannelOption.IPV6_MULTICAST_LOOP, IPPROTO_IPV6, IPV6_MULTICAST_LOOP),
            flag(MulticastChannelOption.IP_MULTICAST_ALL, IPPROTO_IP, IP_MULTICAST_ALL),
            flag(MulticastChannelOption.IPV6_MULTICAST_ALL, IPPROTO_IPV6, IPV6_MULTICAST_ALL),
            new OptionCase<>(
                    MulticastChannelOption.IPV6_MULTICAST_IF,
                    IPPROTO_IPV6,
                    IPV6_MULTICAST_IF,
                    List.of(LOOPBACK, MulticastInterface.systemDefault()),
                    value -> value.equals(LOOPBACK) ? 1 : 0)); // the loopback interface is number 1 everywhere

    private static OptionCase<Integer> number(MulticastChannelOption<Integer> option, int level, int name, int min) {
        return new OptionCase<>(option, level, name, List.of(255, min, 17), Integer::intValue);
    }

    private static OptionCase<Boolean> flag(MulticastChannelOption<Boolean> option, int level, int name) {
        return new OptionCase<>(option, level, name, List.of(true, false, true), value -> value ? 1 : 0);
    }

    /** The values, without the first if the kernel holds it already. */
    List<T> valuesFrom(int held) {
        return inKernel(values.get(0)) == held ? values.subList(1, values.size()) : values;
    }

    int inKernel(T value) {
        return asNumber.applyAsInt(value);
    }

    boolean isIpv6() {
        return level == SocketOptions.IPPROTO_IPV6;
    }

    String key() {
        return SocketState.key(level, name);
    }

    /** What the kernel holds, by a getsockopt of the tests' own. */
    int held(Channel channel) {
        return Kernel.sockopt(Transport.fd(channel), level, name);
    }

    @Override
    public String toString() {
        return option.name();
    }
}
