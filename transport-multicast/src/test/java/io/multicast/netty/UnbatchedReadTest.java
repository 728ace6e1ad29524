package io.multicast.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packet channel as it is on systems without batches: one datagram a call. */
@Timeout(30)
class UnbatchedReadTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final class Hearer extends SimpleChannelInboundHandler<MulticastPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) {
            heard.add(packet.content().toString(UTF_8));
        }
    }

    @Test
    void leavesTheLoopToOthersOnceAllIsRead() throws Exception {
        try (Loop loop = Loop.here(Transport.NIO);
                DatagramSocket sender = new DatagramSocket(0, Ip.ip("127.0.0.1"))) {
            DatagramChannel socket = MulticastDatagramChannel.open(StandardProtocolFamily.INET);
            MulticastDatagramChannel channel = loop.closeWithThis(new MulticastDatagramChannel(socket, true, false));
            channel.pipeline().addLast(new Hearer());
            loop.group().register(channel).sync();
            channel.bind(new InetSocketAddress(Ip.ip("127.0.0.1"), 0)).sync();
            assertThat(channel.isBatching()).isFalse();
            for (String text : new String[] {"one", "two"}) {
                byte[] bytes = text.getBytes(UTF_8);
                sender.send(new DatagramPacket(bytes, bytes.length, channel.localAddress()));
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
                assertThat(loop.group().submit(() -> {}).await(5, TimeUnit.SECONDS))
                        .as("the loop has time for others after " + text)
                        .isTrue();
            }
        }
    }
}
