package smoke;

import io.multicast.netty.MulticastDatagramChannel;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The transports, by what is in Netty 4.1 and 4.2 alike; io_uring, which is in 4.2 alone, by reflection. */
@SuppressWarnings("deprecation")
enum Transports {
    NIO {
        @Override
        Throwable unavailabilityCause() {
            return null;
        }

        @Override
        Loop open() {
            return new Loop(new io.netty.channel.nio.NioEventLoopGroup(1), NioDatagramChannel.class);
        }

        @Override
        boolean hasPacketChannel() {
            return true;
        }
    },

    EPOLL {
        @Override
        Throwable unavailabilityCause() {
            return Epoll.unavailabilityCause();
        }

        @Override
        Loop open() {
            return new Loop(new io.netty.channel.epoll.EpollEventLoopGroup(1), EpollDatagramChannel.class);
        }
    },

    IO_URING {
        private static final String PACKAGE = "io.netty.channel.uring.";

        @Override
        Throwable unavailabilityCause() {
            try {
                return (Throwable) Class.forName(PACKAGE + "IoUring")
                        .getMethod("unavailabilityCause")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                return e;
            }
        }

        @Override
        Loop open() throws ReflectiveOperationException {
            Object handler = Class.forName(PACKAGE + "IoUringIoHandler")
                    .getMethod("newFactory")
                    .invoke(null);
            Class<?> factory = Class.forName("io.netty.channel.IoHandlerFactory");
            EventLoopGroup group = (EventLoopGroup) Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                    .getConstructor(int.class, factory)
                    .newInstance(1, handler);
            return new Loop(
                    group, Class.forName(PACKAGE + "IoUringDatagramChannel").asSubclass(Channel.class));
        }
    };

    /** Why it can't be used, or null. */
    abstract Throwable unavailabilityCause();

    abstract Loop open() throws ReflectiveOperationException;

    boolean hasPacketChannel() {
        return false;
    }

    /** An event loop, for channels of one kind. */
    record Loop(EventLoopGroup group, Class<? extends Channel> type) implements AutoCloseable {
        Bootstrap bootstrap(ChannelHandler handler) {
            return new Bootstrap()
                    .group(group)
                    .channel(type)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .handler(handler);
        }

        Bootstrap packetBootstrap(ChannelHandler handler) {
            Supplier<Channel> made = MulticastDatagramChannel::new;
            return new Bootstrap().group(group).channelFactory(made::get).handler(handler);
        }

        Channel bind(ChannelHandler handler) throws InterruptedException {
            return bootstrap(handler).bind(0).sync().channel();
        }

        @Override
        public void close() {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }
}
