package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Namespace;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * Makes {@code /proc/net/mcfilter} and {@code mcfilter6} complete. Linux begins these tables with the first interface whose
 * latest group has sources, and leaves out all interfaces before it (igmp_mcf_get_first in net/ipv4/igmp.c). So two sockets,
 * one of each family, join such a group on the loopback, which comes first.
 */
final class FilterTableOpener implements AutoCloseable {
    private final List<DatagramChannel> channels;

    private FilterTableOpener(DatagramChannel ipv4, DatagramChannel ipv6) {
        channels = List.of(ipv4, ipv6);
    }

    static FilterTableOpener in(Namespace namespace) {
        try {
            return namespace.call(() -> {
                FilterTableOpener opener = new FilterTableOpener(
                        DatagramChannel.open(StandardProtocolFamily.INET),
                        DatagramChannel.open(StandardProtocolFamily.INET6));
                NetworkInterface loopback = NetworkInterface.getByName("lo");
                opener.channels.get(0).join(ip("232.99.99.99"), loopback, ip("10.99.99.99"));
                opener.channels.get(1).join(ip("ff35::99"), loopback, ip("fd99::99"));
                return opener;
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All filters but its own. */
    static List<Kernel.Filter> filters(Kernel kernel) {
        return kernel.filters().stream().filter(row -> row.index() != 1).toList();
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
