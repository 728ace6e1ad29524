package io.multicast.netty;

import static io.multicast.netty.MemberCase.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loopback is what it says: a member on the sender's own host receives, or does not. */
class LoopbackTest extends InLab {
    private static final Duration SOON = Duration.ofSeconds(5);

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAsItWasSet(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Collector collector = new Collector();
            Channel receiver = loop.bind(loop.bootstrap(test.socket(), collector), 0);
            Outcome.of(Multicast.of(receiver).join(test.on(FIRST)));
            Channel silent = sender(loop, test, false);
            Channel audible = sender(loop, test, true);
            for (int i = 0; i < 2; i++) {
                send(silent, receiver, test.group(1), "silent");
                send(audible, receiver, test.group(1), "audible " + i);
                String last = "audible " + i;
                Eventually.await(SOON, () -> collector.texts.contains(last), lab::evidence);
            }
            assertThat(collector.texts).containsExactly("audible 0", "audible 1");

            Outcome.of(Multicast.of(audible).set(governing(test), false));
            Outcome.of(Multicast.of(silent).set(governing(test), true));
            send(audible, receiver, test.group(1), "now silent");
            send(silent, receiver, test.group(1), "now audible");
            Eventually.await(SOON, () -> collector.texts.contains("now audible"), lab::evidence);
            assertThat(collector.texts).doesNotContain("now silent");
        }
    }

    /** On a dual-stack socket Linux goes by the IPv6 option for both families. */
    private static MulticastChannelOption<Boolean> governing(MemberCase test) {
        return test.socket() == null
                ? MulticastChannelOption.IPV6_MULTICAST_LOOP
                : MulticastChannelOption.IP_MULTICAST_LOOP;
    }

    private static Channel sender(Loop loop, MemberCase test, boolean loopback) throws InterruptedException {
        MulticastInitializer initializer = MulticastInitializer.builder()
                .networkInterface(FIRST)
                .loopback(loopback)
                .build();
        return loop.bind(loop.bootstrap(test.socket(), initializer), 0);
    }

    private static void send(Channel from, Channel to, InetAddress group, String text) {
        int port = ((InetSocketAddress) to.localAddress()).getPort();
        Outcome.of(from.writeAndFlush(new DatagramPacket(
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), new InetSocketAddress(group, port))));
    }

    private static final class Collector extends SimpleChannelInboundHandler<DatagramPacket> {
        final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            texts.add(packet.content().toString(StandardCharsets.UTF_8));
        }
    }
}
