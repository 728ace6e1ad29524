package io.multicast.netty.examples;

import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers the requests of the program ssmping, as ssmpingd does. */
@Command(
        name = "ssmpingd",
        description = {
            "Answers the program ssmping, by unicast and to the group 232.43.211.234 or ff3e::4321:1234, from port 4321.",
            "So others can check that source-specific multicast reaches them from here. It answers anybody: end it (Ctrl-C)"
                    + " when done."
        })
final class Ssmpingd implements Callable<Integer> {
    private static final int PORT = 4321;
    private static final int TTL = 64; // by which ssmping knows the distance
    private static final byte REQUEST = 'Q';
    private static final byte REPLY = 'A';
    private static final InetAddress IPV4_GROUP = address("232.43.211.234");
    private static final InetAddress IPV6_GROUP = address("ff3e::4321:1234");

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            required = true,
            converter = Converters.Interface.class,
            description = "the network interface to send to the groups on, by name or index")
    @SuppressWarnings("NullAway.Init") // by picocli
    private NetworkInterface networkInterface;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            converter = Converters.Host.class,
            description = "the address to answer from (default: the system's choice)")
    private @Nullable InetAddress source;

    @Override
    public Integer call() throws InterruptedException {
        Transport transport = Transport.best();
        transport.run(group -> answer(transport, group));
        return Examples.DONE;
    }

    private void answer(Transport transport, EventLoopGroup group) throws InterruptedException {
        Channel channel = new Bootstrap()
                .group(group)
                .channel(transport.channel())
                .handler(MulticastInitializer.builder()
                        .ttl(TTL)
                        .networkInterface(networkInterface)
                        .handler(new Responder())
                        .build())
                .bind(new InetSocketAddress(source, PORT)) // null: the wildcard
                .sync()
                .channel();
        spec.commandLine().getOut().println("answering on port " + PORT + ", " + transport);
        channel.closeFuture().sync();
    }

    private static InetAddress address(String literal) {
        return NetUtil.createInetAddressFromIpAddressString(literal);
    }

    /** Sends each request back as a reply, once to where it came from and once to the group, on the port it came from. */
    private static final class Responder extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket request) {
            ByteBuf content = request.content();
            if (!content.isReadable() || content.getByte(content.readerIndex()) != REQUEST) {
                return;
            }
            ByteBuf reply = content.copy().setByte(0, REPLY);
            InetSocketAddress sender = request.sender();
            InetAddress group = sender.getAddress() instanceof Inet4Address ? IPV4_GROUP : IPV6_GROUP;
            context.write(new DatagramPacket(reply.retainedDuplicate(), sender));
            context.writeAndFlush(new DatagramPacket(reply, new InetSocketAddress(group, sender.getPort())));
        }
    }
}
