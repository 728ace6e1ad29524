package io.multicast.netty.internal.channel;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Every kind of {@code java.nio} channel with a socket, on a port of the loopback interface. */
public enum JavaChannels {
    UDP_INET {
        @Override
        NetworkChannel create() throws IOException {
            return DatagramChannel.open(StandardProtocolFamily.INET);
        }
    },
    UDP_INET6 {
        @Override
        NetworkChannel create() throws IOException {
            Requirements.ipv6();
            return DatagramChannel.open(StandardProtocolFamily.INET6);
        }
    },
    UDP_DEFAULT {
        @Override
        NetworkChannel create() throws IOException {
            return DatagramChannel.open();
        }
    },
    TCP {
        @Override
        NetworkChannel create() throws IOException {
            return SocketChannel.open();
        }
    },
    TCP_SERVER {
        @Override
        NetworkChannel create() throws IOException {
            return ServerSocketChannel.open();
        }
    };

    abstract NetworkChannel create() throws IOException;

    /** Opens one. */
    public SelectableChannel open() throws IOException {
        NetworkChannel channel = create();
        channel.bind(new InetSocketAddress(Ip.ip(this == UDP_INET6 ? "::1" : "127.0.0.1"), 0));
        if (channel instanceof SocketChannel stream) {
            stream.connect(stream.getLocalAddress()); // to itself: /proc does not show one that is only bound
        }
        return (SelectableChannel) channel;
    }

    /** Its descriptor, by /proc. */
    public static int descriptor(SelectableChannel channel) throws IOException {
        SocketAddress local = ((NetworkChannel) channel).getLocalAddress();
        return channel instanceof DatagramChannel ? ProcSockets.udp(local) : ProcSockets.tcp(local);
    }
}
