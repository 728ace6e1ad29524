package io.multicast.netty.packet;

import io.multicast.netty.MulticastPacket;
import io.multicast.netty.testing.Eventually;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a channel has read. */
@ChannelHandler.Sharable
class Inbox extends SimpleChannelInboundHandler<MulticastPacket> {
    static final Duration SOON = Duration.ofSeconds(5);

    /** A packet with its content taken out. */
    record Mail(String text, int length, MulticastPacket packet) {}

    final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) throws Exception {
        mails.add(new Mail(
                packet.content().toString(StandardCharsets.UTF_8),
                packet.content().readableBytes(),
                packet));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failures.add(cause);
    }

    /** The next one; fails when none comes. */
    Mail next() throws InterruptedException {
        Mail mail = mails.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        if (mail == null) {
            throw new AssertionError("nothing came; failures: " + failures);
        }
        return mail;
    }

    void awaitSize(int size) {
        Eventually.await(SOON, () -> mails.size() >= size, () -> mails.size() + " of " + size + " came; " + failures);
    }
}
