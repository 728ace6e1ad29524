package io.multicast.netty;

import io.multicast.netty.internal.packet.PacketFact;
import java.util.function.Supplier;

/** Whether the kernel tells something beside each datagram. */
final class PacketFactOption extends PacketOption<Boolean> {
    private final PacketFact fact;

    PacketFactOption(String name, PacketFact fact) {
        super(name);
        this.fact = fact;
    }

    @Override
    void set(PacketSettings settings, ChannelSocket socket, Boolean value, Supplier<Failure> context) {
        settings.tell(socket, fact, value, context);
    }

    @Override
    Boolean get(PacketSettings settings, ChannelSocket socket, Supplier<Failure> context) {
        return settings.isTold(socket, fact, context);
    }
}
