package io.multicast.netty.examples;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prints each datagram; closes the channel after the last one that is wanted. */
final class ReceiveHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    /** How many characters of a datagram people are shown; JSON has all of it. */
    private static final int SHOWN = 60;

    private final PrintWriter out;
    private final boolean json;
    private final long wanted;
    private final Summary summary = new Summary("from");
    private volatile @Nullable Throwable failure;
    private boolean complete;

    ReceiveHandler(PrintWriter out, boolean json, long wanted) {
        this.out = out;
        this.json = json;
        this.wanted = wanted;
    }

    /** On the event loop: while it prints, datagrams wait in the socket's buffer. A busy receiver would not print. */
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        if (complete) {
            return; // read together with the last one
        }
        InetSocketAddress source = packet.sender();
        ByteBuf content = packet.content();
        long number = summary.add(source.getAddress(), content.readableBytes());
        out.println(json ? toJson(source, content) : toText(source, content));
        boolean readerIsGone = out.checkError(); // which also flushes
        complete = number >= wanted || readerIsGone;
        if (complete) {
            context.close();
        }
    }

    private static String toText(InetSocketAddress source, ByteBuf content) {
        String text =
                isText(content) ? Json.quote(content.toString(StandardCharsets.UTF_8)) : ByteBufUtil.hexDump(content);
        return "%s:%d %d bytes %s"
                .formatted(
                        Texts.of(source.getAddress()),
                        source.getPort(),
                        content.readableBytes(),
                        text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }

    private static Json toJson(InetSocketAddress source, ByteBuf content) {
        Json object = new Json()
                .put("event", "datagram")
                .put("time", Instant.now().toString())
                .put("source", Texts.of(source.getAddress()))
                .put("port", source.getPort())
                .put("size", content.readableBytes());
        return isText(content)
                ? object.put("text", content.toString(StandardCharsets.UTF_8))
                : object.put("hex", ByteBufUtil.hexDump(content));
    }

    private static boolean isText(ByteBuf content) {
        return ByteBufUtil.isText(content, StandardCharsets.UTF_8);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        context.close();
    }

    /** What ended it, or null if nothing went wrong. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void printSummary() {
        out.println(json ? summary.toJson() : summary);
        out.flush();
    }
}
