package io.multicast.netty.internal.channel;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.unix.UnixChannel;
import java.nio.channels.SelectableChannel;
import java.util.Set;

/** Looks up the handle of a channel's socket: native transports tell it, {@code java.nio} is asked another way. */
public final class SocketHandles {
    /** What systems answer when an IPv4 socket is asked for an option of IPv6. */
    private static final Set<Errno> IPV4_SOCKET = Set.of(Errno.ENOPROTOOPT, Errno.EOPNOTSUPP, Errno.EINVAL);

    private static final boolean UNIX_CHANNELS = isPresent("io.netty.channel.unix.UnixChannel");

    private SocketHandles() {}

    /**
     * The handle of an open channel.
     *
     * @throws UnsupportedOperationException when it can't be had, saying why
     */
    public static SocketHandle lookUp(Channel channel, Platform platform, SocketOptions options) {
        long value = value(channel, platform);
        return new SocketHandle(value, family(value, platform, options));
    }

    private static long value(Channel channel, Platform platform) {
        if (UNIX_CHANNELS && Unix.isInstance(channel)) {
            return Unix.handleOf(channel);
        }
        if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe unsafe) {
            return nio(unsafe.ch(), platform);
        }
        throw new UnsupportedOperationException(channel.getClass().getName()
                + " has no socket handle that can be reached; use a channel of Netty's NIO, epoll, io_uring or kqueue"
                + " transport");
    }

    private static long nio(SelectableChannel channel, Platform platform) {
        try {
            return platform.javaChannels().handleOf(channel);
        } catch (UnsupportedOperationException e) {
            try {
                return new ChallengedHandles(platform).handleOf(channel);
            } catch (UnsupportedOperationException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    /**
     * An AF_INET socket does not know whether it is restricted to IPv6. Where a policy refuses the question the socket may be
     * any: as dual-stack, for then the kernel is asked for both and itself refuses what is not there.
     */
    private static SocketFamily family(long handle, Platform platform, SocketOptions options) {
        OptionRow row = platform.table().options().get(OptionKey.IPV6_V6ONLY);
        if (row == null) {
            return SocketFamily.INET;
        }
        int errno = options.get(handle, row);
        if (errno != 0) {
            return IPV4_SOCKET.contains(platform.table().errnos().errno(errno))
                    ? SocketFamily.INET
                    : SocketFamily.DUAL_STACK;
        }
        return options.value(row) == 0 ? SocketFamily.DUAL_STACK : SocketFamily.INET6_ONLY;
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, SocketHandles.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only where Netty's native transports are on the class path. */
    private static final class Unix {
        static boolean isInstance(Channel channel) {
            return channel instanceof UnixChannel;
        }

        static long handleOf(Channel channel) {
            return ((UnixChannel) channel).fd().intValue();
        }
    }
}
