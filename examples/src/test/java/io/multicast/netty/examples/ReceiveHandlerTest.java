package io.multicast.netty.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ReceiveHandlerTest {
    private final StringWriter out = new StringWriter();

    @Test
    void anErrorEndsItAndIsKept() {
        ReceiveHandler handler = new ReceiveHandler(new PrintWriter(out), false, 9);
        EmbeddedChannel channel = new EmbeddedChannel(handler);
        IOException cause = new IOException("no more");

        assertThat(handler.failure()).isNull();
        channel.pipeline().fireExceptionCaught(cause);

        assertThat(channel.isOpen()).isFalse();
        assertThat(handler.failure()).isSameAs(cause);
    }

    /** A channel may read on for a moment before it is closed. */
    @Test
    void whatIsReadAfterTheLastIsDroppedAndEachIsReleased() {
        ChannelOutboundHandlerAdapter notYet = new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {}
        };
        EmbeddedChannel channel = new EmbeddedChannel(notYet, new ReceiveHandler(new PrintWriter(out), false, 1));
        ByteBuf wanted = Unpooled.copiedBuffer("one", UTF_8);
        ByteBuf unwanted = Unpooled.copiedBuffer("two", UTF_8);
        InetSocketAddress source = new InetSocketAddress("10.0.0.1", 7);

        channel.writeInbound(new DatagramPacket(wanted, source, source), new DatagramPacket(unwanted, source, source));

        assertThat(out.toString().lines()).containsExactly("10.0.0.1:7 3 bytes \"one\"");
        assertThat(wanted.refCnt()).isZero();
        assertThat(unwanted.refCnt()).isZero();
    }

    /** Terminals act on control characters, so none is printed. */
    @Test
    void textIsQuotedAndCut() {
        EmbeddedChannel channel = new EmbeddedChannel(new ReceiveHandler(new PrintWriter(out), false, 9));
        InetSocketAddress source = new InetSocketAddress("fe80::1", 7);

        for (String text : new String[] {"\u001b[2Jx\n", "y".repeat(100)}) {
            channel.writeInbound(new DatagramPacket(Unpooled.copiedBuffer(text, UTF_8), source, source));
        }

        assertThat(out.toString().lines())
                .containsExactly(
                        "fe80::1:7 6 bytes \"\\u001b[2Jx\\u000a\"", "fe80::1:7 100 bytes \"" + "y".repeat(59) + "...");
    }
}
