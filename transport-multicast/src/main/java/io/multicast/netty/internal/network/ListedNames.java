package io.multicast.netty.internal.network;

import io.multicast.netty.internal.option.InterfaceNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Also finds what {@code if_nametoindex(3)} can't: alternative names of more than 15 bytes, and labels of addresses
 * ({@code eth0:7}), of which it reads but the part before the colon.
 */
public final class ListedNames implements InterfaceNames {
    private static final int LONGEST = 15; // IFNAMSIZ and a terminating zero

    private final InterfaceNames system;
    private final NetworkView network;

    /** Asks the system, and the network for what the system does not know. */
    public ListedNames(InterfaceNames system, NetworkView network) {
        this.system = system;
        this.network = network;
    }

    @Override
    public int indexOf(String name) {
        boolean plain = name.indexOf(':') < 0 && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return plain ? system.indexOf(name) : listed(name);
    }

    private int listed(String name) {
        try {
            InterfaceState found = network.interfaces().named(name);
            return found == null ? 0 : found.index();
        } catch (NetworkException e) {
            return -e.errno();
        }
    }

    @Override
    public @Nullable String nameOf(int index) {
        return system.nameOf(index);
    }
}
