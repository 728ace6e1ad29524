package io.multicast.netty.examples;

import io.multicast.netty.Membership;
import io.multicast.netty.MulticastInitializer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Joins a group and prints what comes. */
@Command(
        name = "receive",
        description = {
            "Joins a group and prints its datagrams, then a summary.",
            "Ends after --count datagrams, or on Ctrl-C; either way it leaves the group."
        })
final class Receive implements Callable<Integer> {
    /** No datagram is longer. By default Netty cuts them at 2048 bytes. */
    private static final int LONGEST = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @ArgGroup
    private @Nullable Filter filter;

    @Option(names = "--count", paramLabel = "N", description = "end after that many datagrams (default: on Ctrl-C)")
    private long count = Long.MAX_VALUE;

    /** One or the other: a membership is source-specific or it is not. */
    private static final class Filter {
        @Option(
                names = "--source",
                paramLabel = "ADDRESS",
                converter = Converters.Host.class,
                description = "receive from this source only; may be given several times")
        private List<InetAddress> sources = List.of();

        @Option(
                names = "--except",
                paramLabel = "ADDRESS",
                converter = Converters.Host.class,
                description = "receive from any source but this; may be given several times")
        private List<InetAddress> exceptions = List.of();

        Membership apply(Membership membership) {
            return exceptions.isEmpty()
                    ? membership.from(sources.toArray(InetAddress[]::new))
                    : membership.except(exceptions.toArray(InetAddress[]::new));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        options.transport().run(this::receive);
        return Examples.DONE;
    }

    private void receive(EventLoopGroup group) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (count < 1) {
            throw new IllegalArgumentException("--count is 1 or more, not " + count);
        }
        Membership membership = filter == null ? options.membership() : filter.apply(options.membership());
        ReceiveHandler handler = new ReceiveHandler(out, options.json(), count);
        Channel channel = new Bootstrap()
                .group(group)
                .channelFactory(options.transport().channelFactory(options.family()))
                .option(ChannelOption.SO_REUSEADDR, true) // receivers of one group share its port
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
                .handler(MulticastInitializer.builder()
                        .loopback(options.loopback())
                        .join(membership)
                        .handler(handler)
                        .build())
                .bind(bindAddress(options.address()))
                .sync()
                .channel();
        Ending ending = Ending.of(channel, handler::printSummary);
        try {
            spec.commandLine().getErr().println("receiving " + options.describe(membership));
            channel.closeFuture().sync();
        } finally {
            ending.end();
        }
        Throwable failure = handler.failure();
        if (failure != null) {
            throw new ChannelException("could not receive: " + failure.getMessage(), failure);
        }
    }

    /** The group: then neither other groups nor unicast on the port come in. Windows has only the wildcard for that. */
    static InetSocketAddress bindAddress(InetSocketAddress group) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return windows ? new InetSocketAddress(group.getPort()) : group;
    }
}
