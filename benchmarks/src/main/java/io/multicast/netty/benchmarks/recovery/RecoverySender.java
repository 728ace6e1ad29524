package io.multicast.netty.benchmarks.recovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The peer: sends to both groups every millisecond by p0, whenever that is there. Runs until it is killed. */
final class RecoverySender {
    private static final long MILLISECOND = 1_000_000;

    private RecoverySender() {}

    public static void main(String[] arguments) throws IOException {
        try (DatagramChannel ipv4 = DatagramChannel.open(StandardProtocolFamily.INET);
                DatagramChannel ipv6 = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            int index = 0;
            while (true) {
                NetworkInterface device = NetworkInterface.getByName("p0");
                if (device != null && device.getIndex() != index) {
                    index = choose(device, ipv4, ipv6);
                }
                send(ipv4, RecoveryRuns.IPV4);
                send(ipv6, RecoveryRuns.IPV6);
                LockSupport.parkNanos(MILLISECOND);
            }
        }
    }

    /** The index, or 0 if it is not ready. */
    private static int choose(NetworkInterface device, DatagramChannel ipv4, DatagramChannel ipv6) {
        try {
            ipv4.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            ipv6.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            return device.getIndex();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static @Nullable IOException send(DatagramChannel channel, String group) {
        try {
            channel.send(
                    ByteBuffer.allocate(Long.BYTES),
                    new InetSocketAddress(InetAddress.getByName(group), RecoveryRuns.PORT));
            return null;
        } catch (IOException e) {
            return e; // the link is cut
        }
    }
}
