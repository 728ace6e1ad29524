package io.multicast.netty.benchmarks.start;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** The JDK alone. */
final class JdkNio {
    private JdkNio() {}

    /** Binds a channel with a multicast TTL. */
    public static void main(String... args) throws Exception {
        long start = System.nanoTime();
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 4);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Clock.done(start);
        }
    }
}
