package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.channel.SocketHandles;
import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Codec;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Platform;
import io.netty.channel.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one channel. Used on the channel's event loop only, where a channel that is open stays open: so no call can
 * reach a descriptor that was closed and given to another.
 */
final class ChannelSocket {
    private record Remembered(int index, MulticastInterface value) {}

    private final Channel channel;
    private final MulticastSystem system;
    private final Memberships memberships;
    private final Map<OptionKey, Remembered> remembered = new EnumMap<>(OptionKey.class);
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

    void remember(OptionKey key, int index, MulticastInterface value) {
        remembered.put(key, new Remembered(index, value));
    }

    /** What was set here, for an option that the kernel does not tell. */
    MulticastInterface remembered(OptionKey key) {
        Remembered last = remembered.get(key);
        return last == null ? MulticastInterface.systemDefault() : last.value();
    }

    /** The interface of that index, in the user's words when it was set here. */
    MulticastInterface remembered(OptionKey key, int index) {
        Remembered last = remembered.get(key);
        if (last != null && last.index() == index) {
            return last.value();
        }
        return index == 0
                ? MulticastInterface.systemDefault()
                : MulticastInterface.of(index, platform().names().nameOf(index));
    }

    /** Keeps what was asked here as the network changes. */
    void follow() {
        NetworkFollower.start(channel, this);
    }

    /** Sets outgoing interfaces again whose name now stands for another one. */
    void reapply(NetworkChange change, Consumer<MulticastException> failed) {
        remembered.replaceAll((key, last) -> change.interfaces().stream()
                .filter(state -> last.value().name().isPresent() && last.value().is(state))
                .filter(state ->
                        state.index() != last.index() || change.deleted().contains(state.index()))
                .findFirst()
                .map(state -> reapply(key, last, state.index(), failed))
                .orElse(last));
    }

    private Remembered reapply(OptionKey key, Remembered last, int index, Consumer<MulticastException> failed) {
        Supplier<Failure> context = () -> failure().operation("set " + key + " again to " + last.value());
        OptionRow row = table().options().get(key);
        try {
            check(row == null ? 0 : options().set(open(context).value(), row, index), context);
            return new Remembered(index, last.value());
        } catch (MulticastException e) {
            failed.accept(e);
            return new Remembered(Codec.UNKNOWN, last.value()); // to be tried again
        }
    }

    Failure failure() {
        return new Failure(table(), channel.getClass().getSimpleName())
                .socketFamily(handle == null ? null : handle.family());
    }
}
