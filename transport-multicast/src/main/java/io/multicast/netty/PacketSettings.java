package io.multicast.netty;

import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.packet.NativePackets;
import io.multicast.netty.internal.packet.PacketFact;
import io.multicast.netty.internal.packet.PacketGuard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the kernel is to tell beside each datagram of one channel, and which datagrams may pass. On the event loop. */
final class PacketSettings {
    private final NativePackets packets;
    private final EnumSet<PacketFact> told = EnumSet.noneOf(PacketFact.class);
    private PacketGuard guard = PacketGuard.NONE;

    // as they were given, for those who ask
    Set<MulticastInterface> interfaces = Set.of();

    PacketSettings(NativePackets packets) {
        this.packets = packets;
    }

    PacketGuard guard() {
        return guard;
    }

    void tell(ChannelSocket socket, PacketFact fact, boolean on, Supplier<Failure> context) {
        if (!on && guard.needs().contains(fact)) {
            throw context.get()
                    .hint(
                            "a guard goes by it: take back ACCEPT_DESTINATIONS, ACCEPT_INTERFACES or ACCEPT_HOP_LIMIT first")
                    .exception();
        }
        long handle = socket.open(context).value();
        for (OptionRow row : rows(fact)) {
            socket.check(socket.options().set(handle, row, on ? 1 : 0), context);
        }
        if (on) {
            told.add(fact);
        } else {
            told.remove(fact);
        }
        announce();
    }

    boolean isTold(ChannelSocket socket, PacketFact fact, Supplier<Failure> context) {
        OptionRow row = rows(fact).get(0);
        SocketOptions options = socket.options();
        socket.check(options.get(socket.open(context).value(), row), context);
        return options.value(row) != 0;
    }

    private List<OptionRow> rows(PacketFact fact) {
        return packets.socket().rows(fact);
    }

    void guard(ChannelSocket socket, UnaryOperator<PacketGuard> change, Supplier<Failure> context) {
        PacketGuard changed = change.apply(guard);
        for (PacketFact fact : changed.needs()) {
            if (!told.contains(fact)) {
                tell(socket, fact, true, context);
            }
        }
        guard = changed;
        announce();
    }

    private void announce() {
        packets.expect(told, guard);
    }
}
