package io.multicast.netty;

import io.multicast.netty.internal.option.Codec;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;
import java.util.Map;

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
        NamedSettings.Maker maker =
                indexes -> socket.set(this, key, indexes.values().iterator().next(), value);
        socket.set(this, key, index, value);
        socket.settings().put(this, Map.of(value, index), maker);
    }

    @Override
    MulticastInterface get(ChannelSocket socket) {
        int index = socket.get(this, key);
        return index == Codec.UNKNOWN ? byAddress(socket) : byIndex(socket, index);
    }

    /** The interface of that index, in the user's words when it was set here. */
    private MulticastInterface byIndex(ChannelSocket socket, int index) {
        Map.Entry<MulticastInterface, Integer> last = socket.settings().only(this);
        if (last != null && last.getValue() == index) {
            return last.getKey();
        }
        return index == 0
                ? MulticastInterface.systemDefault()
                : MulticastInterface.of(index, socket.platform().names().nameOf(index));
    }

    /** The kernel tells an address: of an interface that was set by address, or 0.0.0.0 when it was set by index. */
    private MulticastInterface byAddress(ChannelSocket socket) {
        if (!socket.table().options().containsKey(OptionKey.IP_MULTICAST_IF_ADDRESS)) {
            return remembered(socket);
        }
        int address = socket.get(this, OptionKey.IP_MULTICAST_IF_ADDRESS);
        return address == 0 ? remembered(socket) : Interfaces.withAddress(address);
    }

    /** What was set here, for an option that the kernel does not tell. */
    private MulticastInterface remembered(ChannelSocket socket) {
        Map.Entry<MulticastInterface, Integer> last = socket.settings().only(this);
        return last == null ? MulticastInterface.systemDefault() : last.getKey();
    }
}
