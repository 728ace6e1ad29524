package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.channel.SocketHandles;
import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Platform;
import io.netty.channel.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one channel. Used on the channel's event loop only, where a channel that is open stays open: so no call can
 * reach a descriptor that was closed and given to another.
 */
final class ChannelSocket {
    private final Channel channel;
    private final MulticastSystem system;
    private final Memberships memberships;
    private final NamedSettings settings = new NamedSettings();
    private @Nullable NetworkFollower follower;
    private @Nullable SocketHandle handle;

    ChannelSocket(Channel channel, MulticastSystem system) {
        this.channel = channel;
        this.system = system;
        memberships = new Memberships(this);
    }

    Channel channel() {
        return channel;
    }

    Memberships memberships() {
        return memberships;
    }

    Platform platform() {
        return system.platform();
    }

    SystemTable table() {
        return system.platform().table();
    }

    SocketOptions options() {
        return system.options();
    }

    /** The handle, for the calls that follow at once; {@code context} tells what they are for. */
    SocketHandle open(Supplier<Failure> context) {
        if (!channel.isOpen()) {
            throw context.get().hint("the channel is closed").exception(new ClosedChannelException());
        }
        SocketHandle found = handle;
        if (found == null) {
            found = lookUp(context);
            handle = found;
        }
        return found;
    }

    private SocketHandle lookUp(Supplier<Failure> context) {
        try {
            return SocketHandles.lookUp(channel, platform(), options());
        } catch (UnsupportedOperationException e) {
            throw context.get().hint(String.valueOf(e.getMessage())).exception(e);
        }
    }

    void set(MulticastChannelOption<?> option, OptionKey key, int value, Object shown) {
        OptionRow row = row(option, key);
        Supplier<Failure> context = () -> failure().option("set", option, shown);
        check(options().set(open(context).value(), row, value), context);
    }

    int get(MulticastChannelOption<?> option, OptionKey key) {
        OptionRow row = row(option, key);
        Supplier<Failure> context = () -> failure().option("read", option, null);
        SocketOptions options = options();
        check(options.get(open(context).value(), row), context);
        return options.value(row);
    }

    private OptionRow row(MulticastChannelOption<?> option, OptionKey key) {
        OptionRow row = table().options().get(key);
        if (row == null) {
            throw failure()
                    .option("use", option, null)
                    .hint(table().system() + " does not have this option; ask Multicast.isSupported first")
                    .exception();
        }
        return row;
    }

    void check(int errno, Supplier<Failure> failure) {
        if (errno != 0) {
            throw failure.get().errno(errno).exception();
        }
    }

    /** The index of an interface, 0 for the system's choice. */
    int index(MulticastInterface named, Supplier<Failure> failure) {
        int index = index(named.id(), failure);
        if (index == 0 && !named.equals(MulticastInterface.systemDefault())) {
            throw failure.get()
                    .errno(Errno.ENODEV)
                    .hint("there is no interface " + named.sought() + "; " + Hints.interfaces())
                    .exception();
        }
        return index;
    }

    private int index(InterfaceId id, Supplier<Failure> failure) {
        try {
            return id.indexNow(platform().names(), platform().network());
        } catch (NetworkException e) {
            throw failure.get()
                    .errno(e.errno())
                    .hint(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /** Settings that name interfaces. */
    NamedSettings settings() {
        return settings;
    }

    /** Keeps what was asked here as the network changes. */
    void follow() {
        if (follower == null) {
            try {
                follower = NetworkFollower.start(channel, this);
            } catch (NetworkException e) {
                throw failure()
                        .operation("follow the network")
                        .errno(e.errno())
                        .hint(String.valueOf(e.getMessage()))
                        .exception(e);
            }
        }
    }

    /** Whatever failed, as users see it. */
    MulticastException failure(Throwable cause) {
        if (cause instanceof MulticastException known) {
            return known;
        }
        Failure failure = failure().operation("do what was asked").hint(String.valueOf(cause));
        return (cause instanceof NetworkException network ? failure.errno(network.errno()) : failure).exception(cause);
    }

    Failure failure() {
        return new Failure(table(), channel.getClass().getSimpleName())
                .socketFamily(handle == null ? null : handle.family());
    }
}
