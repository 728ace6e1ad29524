package io.multicast.netty.membership;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Processor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends numbered datagrams to a group from several addresses in turn, each at the same rate, and notes when. On one
 * processor, whose queue they all go through: they are judged in the order in which they are sent.
 */
final class SteadyStream implements AutoCloseable {
    /** A datagram sent: from which source, its number, and when send was called and had returned. */
    record Sent(int source, int number, long before, long after) {}

    private static final int MOST = 1_000_000;

    private final List<DatagramChannel> channels;
    private final InetSocketAddress group;
    private final long intervalNanos;
    private final Thread thread;
    private long[] before = new long[4096];
    private long[] after = new long[4096];
    private int count;
    private volatile boolean stopped;
    private volatile IOException failure;

    private SteadyStream(
            List<DatagramChannel> channels, InetSocketAddress group, int perSecondAndSource, Namespace in) {
        this.channels = channels;
        this.group = group;
        intervalNanos = 1_000_000_000L / perSecondAndSource / channels.size();
        thread = in.threadFactory().newThread(this::run);
    }

    /** From these addresses of that device in the namespace. */
    static SteadyStream start(
            Namespace in, String device, List<InetAddress> sources, InetSocketAddress group, int perSecondAndSource)
            throws IOException {
        SteadyStream stream = in.call(() -> {
            List<DatagramChannel> channels = new ArrayList<>();
            for (InetAddress source : sources) {
                DatagramChannel channel = DatagramChannel.open(
                        Ip.isIpv6(source) ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(device));
                channel.bind(new InetSocketAddress(source, 0));
                channels.add(channel);
            }
            return new SteadyStream(channels, group, perSecondAndSource, in);
        });
        stream.thread.start();
        return stream;
    }

    private void run() {
        Processor.stay();
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES);
        long due = System.nanoTime();
        try {
            while (!stopped && count < MOST) {
                send(buffer);
                due += intervalNanos;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void send(ByteBuffer buffer) throws IOException {
        if (count == before.length) {
            before = Arrays.copyOf(before, 2 * count);
            after = Arrays.copyOf(after, 2 * count);
        }
        buffer.clear().putInt(count).flip();
        before[count] = System.nanoTime();
        channels.get(count % channels.size()).send(buffer, group);
        after[count] = System.nanoTime();
        count++;
    }

    /** Ends it and gives all that was sent, in order: the number in the datagram is the place in the list. */
    List<Sent> stop() throws IOException, InterruptedException {
        stopped = true;
        thread.join(5000);
        if (failure != null) {
            throw failure;
        }
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(new Sent(i % channels.size(), i, before[i], after[i]));
        }
        return sent;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
