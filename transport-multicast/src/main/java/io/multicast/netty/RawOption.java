package io.multicast.netty;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.SystemTable;
import java.util.function.Supplier;

/** Any socket option, as bytes. */
final class RawOption extends MulticastChannelOption<byte[]> {
    private final int level;
    private final int number;
    private final int length;

    RawOption(int level, int number, int length) {
        super("raw(" + level + ", " + number + ")");
        if (length < 0) {
            throw invalid(length, "read with a length of 0 or more");
        }
        this.level = level;
        this.number = number;
        this.length = length;
    }

    @Override
    boolean isSupported(SystemTable table) {
        return true;
    }

    @Override
    boolean isIpv6() {
        return level == Family.IPV6.level();
    }

    @Override
    byte[] freeze(byte[] value) {
        return value.clone();
    }

    @Override
    void set(ChannelSocket socket, byte[] value) {
        Supplier<Failure> context = () -> socket.failure().option("set", this, value);
        long handle = socket.open(context).value();
        socket.check(socket.options().setBytes(handle, level, number, value), context);
    }

    @Override
    byte[] get(ChannelSocket socket) {
        Supplier<Failure> context = () -> socket.failure().option("read", this, null);
        long handle = socket.open(context).value();
        socket.check(socket.options().getBytes(handle, level, number, length), context);
        return socket.options().bytes();
    }
}
