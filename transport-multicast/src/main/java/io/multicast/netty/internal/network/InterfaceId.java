package io.multicast.netty.internal.network;

import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.option.InterfaceNames;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An interface as a user names it: by index, by any of its names, or by one of its addresses.
 *
 * @param name the name, or null
 * @param index the index that it has or, where a name is given, too, that it had; {@link #UNKNOWN} for none
 * @param address an address of its own, or null
 */
public record InterfaceId(
        @Nullable String name, int index, @Nullable InetAddress address) {
    /** There is no index. */
    public static final int UNKNOWN = -1;

    /** By that name. */
    public static InterfaceId of(String name) {
        return new InterfaceId(name, UNKNOWN, null);
    }

    /** By that index. */
    public static InterfaceId of(int index) {
        return new InterfaceId(null, index, null);
    }

    /** By that address, which is that of the scope's interface alone if it has a scope. */
    public static InterfaceId of(InetAddress address) {
        return new InterfaceId(null, UNKNOWN, address);
    }

    /** The name and the index, or the address, as far as they are known. */
    @Override
    public String toString() {
        if (address != null) {
            return "the interface with " + AddressText.of(address);
        }
        if (index == 0) {
            return "the system's default interface";
        }
        if (name == null) {
            return "interface " + index;
        }
        return index == UNKNOWN ? name : name + " (index " + index + ")";
    }

    /** The interface that is meant, or null: by its name where it has one, for an index may pass to another. */
    public @Nullable InterfaceState among(InterfaceList interfaces) {
        if (name != null) {
            return interfaces.named(name);
        }
        if (address == null) {
            return interfaces.at(index);
        }
        List<InterfaceState> having = interfaces.stream().filter(this::has).toList();
        return having.size() == 1 ? having.get(0) : null;
    }

    private boolean has(InterfaceState state) {
        int scope = address instanceof Inet6Address scoped ? scoped.getScopeId() : 0;
        return address != null && state.has(address) && (scope == 0 || scope == state.index());
    }

    /**
     * The IPv4 address that stands for it on that interface: the one by which it is named, by a label too; of a loopback its
     * first, since Linux does not choose an address of host scope by itself. Null where the choice is the system's.
     */
    public @Nullable Inet4Address sender(InterfaceState state) {
        return Stream.concat(
                        state.addresses().stream().filter(this::isNamedBy),
                        state.addresses().stream().filter(own -> state.loopback()))
                .map(own -> own.prefix().address())
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .findFirst()
                .orElse(null);
    }

    private boolean isNamedBy(InterfaceAddress own) {
        return address == null ? own.label().equals(name) : own.prefix().hasAddress(address);
    }

    /** Why an interface is not the one that is meant; empty when it is. */
    String refusal(InterfaceState state, InterfaceList interfaces) {
        InterfaceState meant = among(interfaces);
        if (meant == null && has(state)) {
            return "has the address, as another has";
        }
        return meant != null && meant.index() == state.index() ? "" : "is another";
    }

    /**
     * The index at this moment, or 0 when there is no such interface, or more than one with the address.
     *
     * @throws NetworkException when the system could not say
     */
    public int indexNow(InterfaceNames names, NetworkView network) {
        if (index != UNKNOWN) {
            return index;
        }
        if (name == null) {
            InterfaceState found = among(network.interfaces());
            return found == null ? 0 : found.index();
        }
        int found = names.indexOf(name);
        if (found < 0) {
            throw NetworkException.naming(name, -found);
        }
        return found;
    }
}
