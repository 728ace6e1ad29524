package io.multicast.netty.packet;

import static java.net.StandardProtocolFamily.INET;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Packet channels on the loopback interface. */
@Timeout(60)
abstract class LoopbackChannels {
    /** RCVBUF_ALLOCATOR in Netty 4.1, under another name in 4.2. */
    static final ChannelOption<RecvByteBufAllocator> ROOM =
            ChannelOption.valueOf(ChannelOption.exists("RECVBUF_ALLOCATOR") ? "RECVBUF_ALLOCATOR" : "RCVBUF_ALLOCATOR");

    final Inbox inbox = new Inbox();
    Loop loop;

    @BeforeEach
    void open() {
        loop = Loop.here(Transport.NIO);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    final Bootstrap bootstrap(ChannelHandler handler) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(INET)))
                .handler(handler);
    }

    final MulticastDatagramChannel bind(Bootstrap bootstrap) throws InterruptedException {
        return (MulticastDatagramChannel)
                loop.bind(bootstrap, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static DatagramPacket packet(String text, Channel to) {
        return new DatagramPacket(Unpooled.copiedBuffer(text, UTF_8), (InetSocketAddress) to.localAddress());
    }
}
