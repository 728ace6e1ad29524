package io.multicast.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A packet that says how it is to leave, written to a channel that does not heed that. */
@Timeout(30)
class DirectedPacketTest {
    private static final InetSocketAddress NOBODY = new InetSocketAddress(Ip.ip("127.0.0.1"), 9);

    private static ByteBuf content() {
        return Unpooled.directBuffer().writeBytes("x".getBytes(UTF_8));
    }

    private static List<MulticastPacket> directed() {
        return List.of(
                new MulticastPacket(content(), NOBODY).withInterface(1),
                new MulticastPacket(content(), NOBODY).withHopLimit(9),
                new MulticastPacket(content(), NOBODY).withSource(new InetSocketAddress(Ip.ip("127.0.0.1"), 0)),
                new MulticastPacket(Unpooled.copiedBuffer("heap", UTF_8), NOBODY).withInterface(1));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void failsItsWriteAndNoOther(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel =
                    loop.bind(loop.bootstrap(StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter()), 0);
            for (MulticastPacket packet : directed()) {
                assertThat(packet.recipient())
                        .as("to users it has its recipient")
                        .isEqualTo(NOBODY);
                assertThat(channel.writeAndFlush(packet).await().cause())
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("use a MulticastDatagramChannel");
                assertThat(packet.refCnt()).isZero();
            }
            Outcome.of(channel.writeAndFlush(new MulticastPacket(content(), NOBODY)));
        }
    }

    /** Ours, where it can't have batches. */
    @org.junit.jupiter.api.Test
    void failsOnOurOwnChannelWithoutBatches() throws Exception {
        try (Loop loop = Loop.here(Transport.NIO)) {
            DatagramChannel socket = MulticastDatagramChannel.open(StandardProtocolFamily.INET);
            MulticastDatagramChannel channel = loop.closeWithThis(new MulticastDatagramChannel(socket, true, false));
            loop.group().register(channel).sync();
            channel.bind(new InetSocketAddress(0)).sync();
            for (MulticastPacket packet : directed()) {
                assertThat(channel.writeAndFlush(packet).await().cause())
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThat(packet.refCnt()).isZero();
            }
            Outcome.of(channel.writeAndFlush(new MulticastPacket(content(), NOBODY)));
        }
    }
}
