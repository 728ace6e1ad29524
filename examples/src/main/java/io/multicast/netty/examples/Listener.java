package io.multicast.netty.examples;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts datagrams by what they say. */
final class Listener extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        heard.merge(packet.content().toString(StandardCharsets.UTF_8), 1, Integer::sum);
    }

    /** How many said that; may be asked on any thread. */
    int heard(String text) {
        return heard.getOrDefault(text, 0);
    }
}
