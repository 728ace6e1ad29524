package io.multicast.netty;

import io.multicast.netty.internal.packet.PacketGuard;
import java.net.InetAddress;
import java.util.Set;
import java.util.function.Supplier;

/** The guard by destination. */
final class AcceptDestinationsOption extends PacketOption<Set<InetAddress>> {
    AcceptDestinationsOption() {
        super("ACCEPT_DESTINATIONS");
    }

    @Override
    Set<InetAddress> freeze(Set<InetAddress> value) {
        return Set.copyOf(value);
    }

    @Override
    void set(PacketSettings settings, ChannelSocket socket, Set<InetAddress> value, Supplier<Failure> context) {
        Set<InetAddress> wanted = Set.copyOf(value); // scopes do not count: addresses are equal without
        settings.guard(socket, old -> new PacketGuard(wanted, old.interfaces(), old.hopLimit()), context);
    }

    @Override
    Set<InetAddress> get(PacketSettings settings, ChannelSocket socket, Supplier<Failure> context) {
        return settings.guard().destinations();
    }
}
