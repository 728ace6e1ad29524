package io.multicast.netty;

import io.multicast.netty.internal.packet.PacketGuard;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The guard by interface. */
final class AcceptInterfacesOption extends PacketOption<Set<MulticastInterface>> {
    AcceptInterfacesOption() {
        super("ACCEPT_INTERFACES");
    }

    @Override
    public void validate(Set<MulticastInterface> value) {
        super.validate(value);
        if (value.contains(MulticastInterface.systemDefault())) {
            throw invalid(value, "a set of interfaces that are named");
        }
    }

    @Override
    Set<MulticastInterface> freeze(Set<MulticastInterface> value) {
        return Set.copyOf(value);
    }

    @Override
    void set(PacketSettings settings, ChannelSocket socket, Set<MulticastInterface> value, Supplier<Failure> context) {
        Map<MulticastInterface, Integer> indexes =
                value.stream().collect(Collectors.toMap(named -> named, named -> socket.index(named, context)));
        NamedSettings.Maker maker = now -> settings.guard(
                socket, old -> new PacketGuard(old.destinations(), Set.copyOf(now.values()), old.hopLimit()), context);
        maker.make(indexes);
        socket.settings().put(this, indexes, maker);
        settings.interfaces = Set.copyOf(value);
    }

    @Override
    Set<MulticastInterface> get(PacketSettings settings, ChannelSocket socket, Supplier<Failure> context) {
        return settings.interfaces;
    }
}
