package io.multicast.netty;

import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;

/** An option that is on or off. */
final class BooleanOption extends MulticastChannelOption<Boolean> {
    private final OptionKey key;

    BooleanOption(OptionKey key) {
        super(key.name());
        this.key = key;
    }

    @Override
    boolean isSupported(SystemTable table) {
        return table.options().containsKey(key);
    }

    @Override
    void set(ChannelSocket socket, Boolean value) {
        socket.set(this, key, value ? 1 : 0, value);
    }

    @Override
    Boolean get(ChannelSocket socket) {
        return socket.get(this, key) != 0;
    }
}
