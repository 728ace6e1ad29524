package io.multicast.netty;

import io.multicast.netty.internal.packet.PacketGuard;
import java.util.function.Supplier;

/** The guard by hop limit. */
final class AcceptHopLimitOption extends PacketOption<Integer> {
    AcceptHopLimitOption() {
        super("ACCEPT_HOP_LIMIT");
    }

    @Override
    public void validate(Integer value) {
        super.validate(value);
        if (value < 0 || value > 255) {
            throw invalid(value, "0 to 255");
        }
    }

    @Override
    void set(PacketSettings settings, ChannelSocket socket, Integer value, Supplier<Failure> context) {
        settings.guard(socket, old -> new PacketGuard(old.destinations(), old.interfaces(), value), context);
    }

    @Override
    Integer get(PacketSettings settings, ChannelSocket socket, Supplier<Failure> context) {
        return settings.guard().hopLimit();
    }
}
