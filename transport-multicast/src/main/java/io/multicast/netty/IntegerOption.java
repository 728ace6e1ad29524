package io.multicast.netty;

import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;

/** An option with an integer value. */
final class IntegerOption extends MulticastChannelOption<Integer> {
    private final OptionKey key;
    private final int min;
    private final int max;

    IntegerOption(OptionKey key, int min, int max) {
        super(key.name());
        this.key = key;
        this.min = min;
        this.max = max;
    }

    @Override
    public void validate(Integer value) {
        super.validate(value);
        if (value < min || value > max) {
            throw invalid(value, min + " to " + max);
        }
    }

    @Override
    boolean isSupported(SystemTable table) {
        return table.options().containsKey(key);
    }

    @Override
    void set(ChannelSocket socket, Integer value) {
        socket.set(this, key, value, value);
    }

    @Override
    Integer get(ChannelSocket socket) {
        return socket.get(this, key);
    }
}
