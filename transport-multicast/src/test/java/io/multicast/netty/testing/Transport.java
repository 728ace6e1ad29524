package io.multicast.netty.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannel;
import java.lang.reflect.Constructor;
import java.net.ProtocolFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The transports of Netty on Linux; one source for Netty 4.1, which has no io_uring, and 4.2. */
public enum Transport {
    NIO("io.netty.channel.socket.nio.Nio") {
        @Override
        @SuppressWarnings("deprecation") // what 4.2 wants instead is not in 4.1
        public EventLoopGroup group(ThreadFactory threads) {
            return new io.netty.channel.nio.NioEventLoopGroup(1, threads);
        }

        @Override
        public Optional<String> unavailabilityCause() {
            return Optional.empty();
        }
    },
    EPOLL("io.netty.channel.epoll.Epoll") {
        @Override
        @SuppressWarnings("deprecation")
        public EventLoopGroup group(ThreadFactory threads) {
            return new io.netty.channel.epoll.EpollEventLoopGroup(1, threads);
        }
    },
    IO_URING("io.netty.channel.uring.IoUring") {
        @Override
        public EventLoopGroup group(ThreadFactory threads) {
            try {
                Object handler = Class.forName("io.netty.channel.uring.IoUringIoHandler")
                        .getMethod("newFactory")
                        .invoke(null);
                return (EventLoopGroup) Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                        .getConstructor(
                                int.class, ThreadFactory.class, Class.forName("io.netty.channel.IoHandlerFactory"))
                        .newInstance(1, threads, IoUringEnd.safe(handler));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    /** What the names of its classes begin with; as it stands, the class that says whether it is available. */
    private final String prefix;

    Transport(String prefix) {
        this.prefix = prefix;
    }

    /** Those that can be used here. A parameterized test should rather take all and begin with {@link #require()}. */
    public static List<Transport> available() {
        return Arrays.stream(values()).filter(Transport::isAvailable).toList();
    }

    /** Skips the test, or fails it if strict, unless this transport can be used. */
    public void require() {
        Requirements.transport(this);
    }

    /** Whether it can be used here. */
    public boolean isAvailable() {
        return unavailabilityCause().isEmpty();
    }

    /** Whether this version of Netty does not have it at all. */
    public boolean isMissingFromNetty() {
        return find(prefix + "DatagramChannel").isEmpty();
    }

    /** Why it cannot be used here; empty if it can. */
    public Optional<String> unavailabilityCause() {
        if (isMissingFromNetty()) {
            return Optional.of("not on the class path with this version of Netty");
        }
        try {
            Object cause =
                    Class.forName(prefix).getMethod("unavailabilityCause").invoke(null);
            return Optional.ofNullable(cause).map(Object::toString);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event loop group of one thread. */
    public abstract EventLoopGroup group(ThreadFactory threads);

    /**
     * Makes datagram channels of a family.
     *
     * @param family StandardProtocolFamily INET or INET6, or null for the transport's own choice
     */
    public ChannelFactory<DatagramChannel> datagram(ProtocolFamily family) {
        if (family == null) {
            return () -> create(constructor("DatagramChannel"));
        }
        Object nettyFamily = NettyFamily.of(family);
        return () -> create(constructor("DatagramChannel", nettyFamily.getClass()), nettyFamily);
    }

    /** The class of its TCP channels. */
    public Class<? extends Channel> stream() {
        return find(prefix + "SocketChannel").orElseThrow().asSubclass(Channel.class);
    }

    /** The class of its listening TCP channels. */
    public Class<? extends ServerChannel> server() {
        return find(prefix + "ServerSocketChannel").orElseThrow().asSubclass(ServerChannel.class);
    }

    /** The number of the channel's socket, found without the library's help. */
    public static int fd(Channel channel) {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : SocketFinder.find(channel);
    }

    private Constructor<?> constructor(String suffix, Class<?>... types) {
        try {
            return find(prefix + suffix).orElseThrow().getConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatagramChannel create(Constructor<?> constructor, Object... arguments) {
        try {
            return (DatagramChannel) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** SocketProtocolFamily in Netty 4.2, InternetProtocolFamily in 4.1. */
    private static final class NettyFamily {
        static Object of(ProtocolFamily family) {
            return find("io.netty.channel.socket.SocketProtocolFamily")
                    .map(type -> constant(type, family.name()))
                    .orElseGet(() -> constant(
                            find("io.netty.channel.socket.InternetProtocolFamily")
                                    .orElseThrow(),
                            family.name().equals("INET") ? "IPv4" : "IPv6"));
        }

        private static Object constant(Class<?> type, String name) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
