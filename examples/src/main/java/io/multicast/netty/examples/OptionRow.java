package io.multicast.netty.examples;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IPV6_UNICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.IP_TTL;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An option of the demo with the value to ask for. It differs from the initial one, except for IPV6_MULTICAST_ALL on NIO
 * before Java 25.
 *
 * @param level the option's level on Linux, for reading it there without the library's table
 * @param number its number there
 */
record OptionRow<T>(MulticastChannelOption<T> option, T asked, int level, int number) {
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;

    static List<OptionRow<?>> all(MulticastInterface networkInterface) {
        return List.of(
                new OptionRow<>(IP_MULTICAST_TTL, 7, IPPROTO_IP, 33),
                new OptionRow<>(IPV6_MULTICAST_HOPS, 7, IPPROTO_IPV6, 18),
                new OptionRow<>(IP_MULTICAST_LOOP, false, IPPROTO_IP, 34),
                new OptionRow<>(IPV6_MULTICAST_LOOP, false, IPPROTO_IPV6, 19),
                new OptionRow<>(IP_MULTICAST_IF, networkInterface, IPPROTO_IP, 32),
                new OptionRow<>(IPV6_MULTICAST_IF, networkInterface, IPPROTO_IPV6, 17),
                new OptionRow<>(IP_MULTICAST_ALL, true, IPPROTO_IP, 49),
                new OptionRow<>(IPV6_MULTICAST_ALL, true, IPPROTO_IPV6, 29),
                new OptionRow<>(IP_TTL, 255, IPPROTO_IP, 2),
                new OptionRow<>(IPV6_UNICAST_HOPS, 255, IPPROTO_IPV6, 16));
    }

    boolean isIpv6() {
        return level == IPPROTO_IPV6;
    }

    void addTo(MulticastInitializer.Builder builder) {
        builder.option(option, asked);
    }

    /** What the kernel holds, as the library reads it. */
    String read(Multicast multicast) throws InterruptedException {
        Future<T> value = multicast.get(option).await();
        return value.isSuccess() ? show(value.getNow()) : value.cause().toString();
    }

    /** What the kernel holds, as Linux itself writes it: an int. */
    int readRaw(Multicast multicast) throws InterruptedException {
        byte[] bytes = multicast
                .get(MulticastChannelOption.raw(level, number, Integer.BYTES))
                .sync()
                .getNow();
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
    }

    /** What {@link #readRaw} must give. Linux does not tell an IPv4 interface that was set by index, but 0. */
    int askedRaw() {
        if (asked instanceof MulticastInterface networkInterface) {
            return isIpv6() ? networkInterface.index().orElseThrow() : 0;
        }
        return asked instanceof Boolean on ? (on ? 1 : 0) : (Integer) asked;
    }

    String showAsked() {
        return show(asked);
    }

    private static String show(Object value) {
        return value instanceof MulticastInterface networkInterface
                ? networkInterface.name().orElse("default")
                : value.toString();
    }
}
