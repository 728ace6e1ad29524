package io.multicast.netty.internal.network;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.internal.network.InterfaceState.Flag;
import io.multicast.netty.internal.network.InterfaceState.Master;
import io.multicast.netty.internal.option.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds interfaces for tests, from an Ethernet that is up and carries both families. */
public final class States {
    private final int index;
    private final String name;
    private Set<String> otherNames = Set.of();
    private final Set<Flag> flags = EnumSet.of(Flag.UP, Flag.CARRIER, Flag.MULTICAST);
    private String kind = "";
    private Master master;
    private int mtu = 1500;
    private final Map<Family, String> refusals = new EnumMap<>(Family.class);
    private final List<InterfaceAddress> addresses = new ArrayList<>();

    private States(int index, String name) {
        this.index = index;
        this.name = name;
    }

    /** Begins one. */
    public static States ethernet(int index, String name) {
        return new States(index, name);
    }

    /** Alternative names and labels. */
    public States otherNames(String... names) {
        otherNames = Set.of(names);
        return this;
    }

    /** Sets a flag, or takes it away. */
    public States flag(Flag flag, boolean set) {
        if (set) {
            flags.add(flag);
        } else {
            flags.remove(flag);
        }
        return this;
    }

    /** Such as "bridge". */
    public States kind(String newKind) {
        kind = newKind;
        return this;
    }

    /** Makes it a port. */
    public States portOf(int masterIndex, String masterName, String masterKind) {
        master = new Master(masterIndex, masterName, masterKind);
        return this;
    }

    /** In bytes. */
    public States mtu(int bytes) {
        mtu = bytes;
        return this;
    }

    /** Does not carry a family. */
    public States without(Family family, String why) {
        refusals.put(family, why);
        return this;
    }

    /** Adds an address, such as 10.0.0.1 and 24. */
    public States address(String address, int length) {
        addresses.add(InterfaceAddress.of(new AddressPrefix(ip(address), length)));
        return this;
    }

    /** What was built. */
    public InterfaceState state() {
        return new InterfaceState(index, name, otherNames, flags, kind, master, mtu, refusals, addresses);
    }
}
