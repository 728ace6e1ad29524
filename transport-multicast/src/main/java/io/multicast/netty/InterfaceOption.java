package io.multicast.netty;

import io.multicast.netty.internal.option.Codec;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;

/** The outgoing interface of one family. */
final class InterfaceOption extends MulticastChannelOption<MulticastInterface> {
    private final OptionKey key;

    InterfaceOption(OptionKey key) {
        super(key.name());
        this.key = key;
    }

    @Override
    boolean isSupported(SystemTable table) {
        return table.options().containsKey(key);
    }

    @Override
    boolean isAfterBind() {
        return true;
    }

    @Override
    void set(ChannelSocket socket, MulticastInterface value) {
        int index = socket.index(value, () -> socket.failure().option("set", this, value));
        socket.set(this, key, index, value);
        socket.remember(key, index, value);
    }

    @Override
    MulticastInterface get(ChannelSocket socket) {
        int index = socket.get(this, key);
        return index == Codec.UNKNOWN ? byAddress(socket) : socket.remembered(key, index);
    }

    /** The kernel tells an address: of an interface that was set by address, or 0.0.0.0 when it was set by index. */
    private MulticastInterface byAddress(ChannelSocket socket) {
        if (!socket.table().options().containsKey(OptionKey.IP_MULTICAST_IF_ADDRESS)) {
            return socket.remembered(key);
        }
        int address = socket.get(this, OptionKey.IP_MULTICAST_IF_ADDRESS);
        return address == 0 ? socket.remembered(key) : Interfaces.withAddress(address);
    }
}
