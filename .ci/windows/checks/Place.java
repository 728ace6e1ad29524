package windows;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastDatagramChannel;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where the checks run: the outside on both ends of the two links, an event loop, and the kinds of channels. */
final class Place implements AutoCloseable {
    /** The link of this end, and its far end. */
    static final String LINK = "va0";

    static final String FAR_LINK = "va1";
    static final String OTHER_LINK = "vb0";

    final Outside here;
    final Outside there;
    final int index;
    final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();

    /** A kind of channel. */
    enum Kind {
        NIO {
            @Override
            DatagramChannel open(ProtocolFamily family) {
                return family == null ? new NioDatagramChannel() : new NioDatagramChannel(netty(family));
            }
        },
        PACKETS {
            @Override
            DatagramChannel open(ProtocolFamily family) {
                return family == null ? new MulticastDatagramChannel() : new MulticastDatagramChannel(family);
            }
        };

        abstract DatagramChannel open(ProtocolFamily family);

        private static SocketProtocolFamily netty(ProtocolFamily family) {
            return family == StandardProtocolFamily.INET ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        }
    }

    /** What a socket is opened for. */
    enum Speaks {
        DUAL(null),
        IPV4(StandardProtocolFamily.INET);

        private final ProtocolFamily family;

        Speaks(ProtocolFamily family) {
            this.family = family;
        }
    }

    Place(Outside here, Outside there) {
        this.here = here;
        this.there = there;
        index = here.index(LINK);
    }

    Bootstrap bootstrap(Kind kind, Speaks speaks, ChannelHandler handler) {
        return new Bootstrap()
                .group(group)
                .channelFactory(() -> {
                    Channel made = kind.open(speaks.family);
                    channels.add(made);
                    return made;
                })
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(handler);
    }

    /** A channel that is bound to a port of the system's choice. */
    Channel bound(Kind kind, Speaks speaks, ChannelHandler handler) throws InterruptedException {
        return done(bootstrap(kind, speaks, handler).bind(0)).channel();
    }

    Channel bound(Kind kind, Speaks speaks) throws InterruptedException {
        return bound(kind, speaks, new ChannelInboundHandlerAdapter());
    }

    Multicast multicast(Kind kind, Speaks speaks) throws InterruptedException {
        return Multicast.of(bound(kind, speaks));
    }

    /** Waits for it; it must have gone well. */
    static ChannelFuture done(ChannelFuture future) throws InterruptedException {
        Report.require(future.await(10, TimeUnit.SECONDS), "no answer");
        Report.require(future.isSuccess(), String.valueOf(future.cause()));
        return future;
    }

    void closeChannels() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS));
        channels.clear();
    }

    @Override
    public void close() {
        closeChannels();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
