package io.multicast.netty;

import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.PacketPlatform;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An option of {@link MulticastDatagramChannel} alone. */
abstract class PacketOption<T> extends MulticastChannelOption<T> {
    PacketOption(String name) {
        super(name);
    }

    @Override
    boolean isSupported(SystemTable table) {
        return PacketPlatform.isOf(table);
    }

    @Override
    boolean isSupported(ChannelSocket socket) {
        return isSupported(socket.table())
                && socket.channel() instanceof MulticastDatagramChannel channel
                && channel.settings() != null;
    }

    @Override
    void set(ChannelSocket socket, T value) {
        Supplier<Failure> context = () -> socket.failure().option("set", this, value);
        set(settings(socket, context), socket, value, context);
    }

    abstract void set(PacketSettings settings, ChannelSocket socket, T value, Supplier<Failure> context);

    @Override
    T get(ChannelSocket socket) {
        Supplier<Failure> context = () -> socket.failure().option("read", this, null);
        socket.open(context);
        return get(settings(socket, context), socket, context);
    }

    abstract T get(PacketSettings settings, ChannelSocket socket, Supplier<Failure> context);

    private static PacketSettings settings(ChannelSocket socket, Supplier<Failure> context) {
        socket.open(context);
        @Nullable
        PacketSettings settings =
                socket.channel() instanceof MulticastDatagramChannel channel ? channel.settings() : null;
        if (settings == null) {
            throw context.get()
                    .hint("only a MulticastDatagramChannel on Linux knows what this is about; ask"
                            + " Multicast.isSupported first")
                    .exception();
        }
        return settings;
    }
}
