package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandles;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.netty.channel.Channel;
import java.util.function.Supplier;

/** Any socket option whose value is another socket. */
final class HandleOption extends MulticastChannelOption<Channel> {
    private final int level;
    private final int number;

    HandleOption(int level, int number) {
        super("rawHandle(" + level + ", " + number + ")");
        this.level = level;
        this.number = number;
    }

    @Override
    boolean isSupported(SystemTable table) {
        return true;
    }

    @Override
    void set(ChannelSocket socket, Channel value) {
        Supplier<Failure> context = () -> socket.failure().option("set", this, value);
        if (!value.isOpen()) {
            throw context.get().hint("the channel given as the value is closed").exception();
        }
        long target = socket.open(context).value();
        SocketOptions options = socket.options();
        long handle = SocketHandles.lookUp(value, socket.platform(), options).value();
        socket.check(options.setHandle(target, level, number, handle), context);
    }

    @Override
    Channel get(ChannelSocket socket) {
        throw socket.failure()
                .option("read", this, null)
                .hint("a handle can't be turned back into a channel; read it as raw bytes")
                .exception();
    }
}
