package io.multicast.netty.examples;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of Netty's own multicast options, for comparison.
 *
 * @param value what means the same as the value that the demo asks of {@code targets}
 * @param targets the kernel's options that it should change
 */
record NettyOption<T>(ChannelOption<T> option, T value, Set<MulticastChannelOption<?>> targets) {
    @SuppressWarnings("deprecation") // IP_MULTICAST_ALL is epoll's and io_uring's; they know it by its name
    static List<NettyOption<?>> all(NetworkInterface networkInterface) {
        return List.of(
                new NettyOption<>(
                        ChannelOption.IP_MULTICAST_TTL,
                        7,
                        Set.of(MulticastChannelOption.IP_MULTICAST_TTL, MulticastChannelOption.IPV6_MULTICAST_HOPS)),
                new NettyOption<>(
                        ChannelOption.IP_MULTICAST_LOOP_DISABLED,
                        true,
                        Set.of(MulticastChannelOption.IP_MULTICAST_LOOP, MulticastChannelOption.IPV6_MULTICAST_LOOP)),
                new NettyOption<>(
                        ChannelOption.IP_MULTICAST_IF,
                        networkInterface,
                        Set.of(MulticastChannelOption.IP_MULTICAST_IF, MulticastChannelOption.IPV6_MULTICAST_IF)),
                new NettyOption<>(
                        EpollChannelOption.IP_MULTICAST_ALL,
                        true,
                        Set.of(MulticastChannelOption.IP_MULTICAST_ALL, MulticastChannelOption.IPV6_MULTICAST_ALL)));
    }

    /**
     * Sets it on a fresh channel and reads what the kernel then holds.
     *
     * @return for each targeted row what is to be told of it
     */
    Map<OptionRow<?>, String> outcome(Channel channel, List<OptionRow<?>> rows) throws InterruptedException {
        Multicast multicast = Multicast.of(channel);
        List<String> before = read(multicast, rows);
        String complaint = set(channel);
        List<String> after = read(multicast, rows);

        StringBuilder sideEffects = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            MulticastChannelOption<?> changed = rows.get(i).option();
            if (!targets.contains(changed) && !after.get(i).equals(before.get(i))) {
                sideEffects.append(", and ").append(changed.name()).append(' ').append(after.get(i));
            }
        }
        Map<OptionRow<?>, String> outcome = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            OptionRow<?> row = rows.get(i);
            if (targets.contains(row.option())) {
                String instead = after.get(i).equals(row.showAsked()) ? "" : ", not " + row.showAsked();
                outcome.put(row, after.get(i) + instead + sideEffects + complaint);
            }
        }
        return outcome;
    }

    private String set(Channel channel) {
        try {
            return channel.config().setOption(option, value) ? "" : " (ignored)";
        } catch (RuntimeException e) {
            return " (" + e.getMessage() + ")";
        }
    }

    private static List<String> read(Multicast multicast, List<OptionRow<?>> rows) throws InterruptedException {
        List<String> values = new ArrayList<>();
        for (OptionRow<?> row : rows) {
            values.add(row.read(multicast));
        }
        return values;
    }
}
