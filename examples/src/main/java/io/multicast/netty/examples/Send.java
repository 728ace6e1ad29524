package io.multicast.netty.examples;

import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends datagrams to a group. */
@Command(
        name = "send",
        description = {
            "Sends datagrams to a group: --message or --size, or else each line of the standard input, but for empty ones.",
            "Ends after --count datagrams, at the end of the input, or on Ctrl-C."
        })
final class Send implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @ArgGroup
    private @Nullable Payload payload;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            converter = Converters.Host.class,
            description = "the address to send from, one of this host's (default: the system's choice)")
    private @Nullable InetAddress source;

    @Option(
            names = "--ttl",
            paramLabel = "N",
            defaultValue = "1",
            description = "TTL or hop limit, 0 to 255: 0 stays on this host, 1 (default) on the local network")
    private int ttl;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "end after that many datagrams (default: 1 with --message or --size, or else all lines)")
    private @Nullable Long count;

    @Option(
            names = "--interval",
            paramLabel = "MILLIS",
            defaultValue = "100",
            description = "the pause between datagrams, in milliseconds (default: ${DEFAULT-VALUE})")
    private long interval;

    /** The same in each datagram. */
    private static final class Payload {
        @Option(names = "--message", paramLabel = "TEXT", description = "send this text")
        private @Nullable String message;

        @Option(names = "--size", paramLabel = "BYTES", description = "send that many bytes, 1 to 65507")
        private int size;

        byte[] bytes() {
            String text = message == null ? "x".repeat(size) : message;
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        options.transport().run(this::send);
        return Examples.DONE;
    }

    private void send(EventLoopGroup group) throws InterruptedException {
        InetSocketAddress target = options.address();
        Iterator<byte[]> payloads = payloads().iterator();
        Channel channel = new Bootstrap()
                .group(group)
                .channelFactory(options.transport().channelFactory(options.family()))
                .handler(MulticastInitializer.builder()
                        .ttl(ttl)
                        .loopback(options.loopback())
                        .networkInterface(options.networkInterface())
                        .build())
                .bind(new InetSocketAddress(source, 0)) // null: the wildcard
                .sync()
                .channel();
        Summary summary = new Summary("to");
        Ending ending = Ending.of(channel, () -> print(options.json() ? summary.toJson() : summary));
        try {
            spec.commandLine().getErr().println("sending to " + options.describe(options.membership()));
            while (channel.isOpen() && payloads.hasNext()) {
                send(channel, payloads.next(), target, summary);
                channel.closeFuture().await(interval);
            }
        } finally {
            ending.end();
        }
    }

    private void send(Channel channel, byte[] bytes, InetSocketAddress target, Summary summary)
            throws InterruptedException {
        ChannelFuture sent = channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes), target))
                .await();
        if (sent.isSuccess()) {
            summary.add(target.getAddress(), bytes.length);
            print(options.json() ? toJson(target, bytes) : "sent " + bytes.length + " bytes");
        } else if (channel.isOpen()) { // else it was Ctrl-C
            throw new ChannelException("could not send: " + sent.cause().getMessage(), sent.cause());
        }
    }

    private Stream<byte[]> payloads() {
        if (payload != null) {
            byte[] bytes = payload.bytes();
            if (bytes.length == 0) {
                throw new IllegalArgumentException("Netty's NIO and epoll channels would not send an empty datagram");
            }
            return Stream.generate(() -> bytes).limit(count == null ? 1 : count);
        }
        Charset asTheyAre = StandardCharsets.ISO_8859_1;
        // empty ones would not be sent, see above
        Stream<byte[]> lines = new BufferedReader(new InputStreamReader(System.in, asTheyAre))
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.getBytes(asTheyAre));
        return count == null ? lines : lines.limit(count);
    }

    private static Json toJson(InetSocketAddress target, byte[] bytes) {
        return new Json()
                .put("event", "sent")
                .put("time", Instant.now().toString())
                .put("group", Texts.of(target.getAddress()))
                .put("port", target.getPort())
                .put("size", bytes.length);
    }

    private void print(Object line) {
        spec.commandLine().getOut().println(line);
    }
}
