package io.multicast.discovery.unicast;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Sends a request once connected, and hands on what comes back: datagrams, or messages with two bytes of length before each. */
final class ReplyHandler extends ChannelInboundHandlerAdapter {
    private static final int MAX_STREAM = Short.BYTES + 0xFFFF;

    private final ByteBuf request;
    private final BiConsumer<ChannelHandlerContext, ByteBuf> received;
    private final Consumer<Throwable> failed;
    private final ByteBuf stream = Unpooled.buffer();

    ReplyHandler(ByteBuf request, BiConsumer<ChannelHandlerContext, ByteBuf> received, Consumer<Throwable> failed) {
        this.request = request;
        this.received = received;
        this.failed = failed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(request.retainedDuplicate()).addListener(done -> {
            if (!done.isSuccess()) {
                failed.accept(done.cause());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
        try {
            if (message instanceof DatagramPacket) {
                received.accept(ctx, bytes);
            } else {
                append(ctx, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void append(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (stream.readableBytes() + bytes.readableBytes() > MAX_STREAM) {
            failed.accept(new IOException("more than one message came back"));
            return;
        }
        stream.writeBytes(bytes);
        if (stream.readableBytes() >= Short.BYTES
                && stream.readableBytes() - Short.BYTES >= stream.getUnsignedShort(0)) {
            received.accept(ctx, stream.slice(Short.BYTES, stream.getUnsignedShort(0)));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failed.accept(new IOException("the server closed the connection", new ClosedChannelException()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed.accept(cause);
    }
}
