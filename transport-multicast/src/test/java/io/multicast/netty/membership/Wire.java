package io.multicast.netty.membership;

import io.multicast.netty.testing.Namespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Two namespaces and a wire between them that can be cut, laid anew and so on: e0 in {@code a}, p0 in {@code b}. */
final class Wire implements AutoCloseable {
    static final String DEVICE = "e0";
    static final int INDEX = 200;
    private static final int PEER_INDEX = 900;

    private final Namespace a;
    private final Namespace b;
    private volatile boolean stopped;

    private Wire(Namespace a, Namespace b) {
        this.a = a;
        this.b = b;
    }

    static Wire open() {
        Namespace a = Namespace.open();
        try {
            return new Wire(a, Namespace.open());
        } catch (RuntimeException | Error e) {
            a.close();
            throw e;
        }
    }

    Namespace a() {
        return a;
    }

    /** Lays it. Addresses are usable at once. */
    void lay(int index) {
        lay(DEVICE, index);
    }

    void lay(String device, int index) {
        a.ip("link add %s index %d type veth peer name p0 index %d netns %s"
                .formatted(device, index, PEER_INDEX, b.name()));
        b.ip("addr add 10.50.0.2/24 dev p0", "addr add fd50::2/64 dev p0 nodad", "link set p0 up");
        a.ip(
                "addr add 10.50.0.1/24 dev " + device,
                "addr add fd50::1/64 dev " + device + " nodad",
                "link set " + device + " up");
    }

    void cut(String device) {
        a.ip("link del " + device);
    }

    /** Sends a text to both groups every few milliseconds from the other end, whenever there is one. */
    void send(InetSocketAddress... groups) {
        Thread thread = b.threadFactory().newThread(() -> {
            while (!stopped) {
                for (InetSocketAddress group : groups) {
                    trySend(group);
                }
                LockSupport.parkNanos(5_000_000);
            }
        });
        thread.start();
    }

    private static void trySend(InetSocketAddress group) {
        try (DatagramChannel channel = open(group.getAddress())) {
            channel.send(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)), group);
        } catch (IOException | IllegalArgumentException e) {
            // the wire is cut: there is no such interface, or it is not up
        }
    }

    private static DatagramChannel open(InetAddress group) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family(group));
        NetworkInterface device = NetworkInterface.getByName("p0");
        if (device == null) {
            channel.close();
            throw new IOException("no p0");
        }
        return channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
    }

    /** A receiver of that group at the other end. */
    DatagramChannel receiver(InetSocketAddress group) throws IOException {
        return b.call(() -> {
            DatagramChannel channel = DatagramChannel.open(family(group.getAddress()));
            channel.bind(group);
            channel.join(group.getAddress(), NetworkInterface.getByName("p0"));
            channel.configureBlocking(false);
            return channel;
        });
    }

    private static ProtocolFamily family(InetAddress address) {
        return address.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    String evidence() {
        return a.evidence() + a.exec("ip", "addr") + b.exec("ip", "addr");
    }

    @Override
    public void close() {
        stopped = true;
        try (a;
                b) {
            // both, whatever the other does
        }
    }
}
