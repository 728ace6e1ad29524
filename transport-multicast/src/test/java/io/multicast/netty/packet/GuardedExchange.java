package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.MulticastPacket;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A process that sends datagrams to itself, with packet information and guards, and tells how that went. */
final class GuardedExchange {
    static final int COUNT = 200;

    private static final Logger LOG = Logger.getLogger("io.multicast.netty");

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger warnings = new AtomicInteger();

    private GuardedExchange() {}

    public static void main(String[] args) throws Exception {
        new GuardedExchange().run();
    }

    @SuppressWarnings("deprecation") // of both versions of Netty
    private void run() throws Exception {
        LOG.addHandler(new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.incrementAndGet();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        EventLoopGroup group = new io.netty.channel.nio.NioEventLoopGroup(1);
        MulticastDatagramChannel receiver =
                open(group, new io.netty.channel.SimpleChannelInboundHandler<MulticastPacket>() {
                    @Override
                    protected void channelRead0(
                            io.netty.channel.ChannelHandlerContext context, MulticastPacket packet) {
                        boolean right = packet.content().toString(UTF_8).equals("m" + received.get())
                                && packet.interfaceIndex() == 1;
                        (right ? received : wrong).incrementAndGet();
                    }
                });
        receiver.config().setOption(MulticastChannelOption.ACCEPT_INTERFACES, Set.of(MulticastInterface.of("lo")));
        receiver.config().setOption(MulticastChannelOption.ACCEPT_HOP_LIMIT, 255);
        MulticastDatagramChannel sender = open(group, new ChannelInboundHandlerAdapter());
        sender.config().setOption(MulticastChannelOption.IP_TTL, 255);
        InetSocketAddress to = receiver.localAddress();
        for (int i = 0; i < COUNT; i++) {
            sender.write(new DatagramPacket(Unpooled.copiedBuffer("m" + i, UTF_8), to));
        }
        sender.flush();
        await(() -> received.get() == COUNT);
        sender.config().setOption(MulticastChannelOption.IP_TTL, 64);
        sender.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer("low", UTF_8), to))
                .sync();
        await(() -> receiver.rejected() == 1);
        System.out.println("received: " + received
                + (wrong.get() == 0 ? " in order, each with its interface" : ", wrong " + wrong));
        System.out.println("rejected: " + receiver.rejected());
        System.out.println("batching: " + receiver.isBatching());
        System.out.println("warnings: " + warnings);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    }

    private static MulticastDatagramChannel open(EventLoopGroup group, io.netty.channel.ChannelHandler handler)
            throws InterruptedException {
        return (MulticastDatagramChannel) new Bootstrap()
                .group(group)
                .channelFactory(() -> new MulticastDatagramChannel(StandardProtocolFamily.INET))
                .handler(handler)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
    }
}
