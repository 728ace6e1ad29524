package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as a user names it: by {@link NetworkInterface}, by name or by index. Whichever it is, the interface
 * reaches the kernel by its index (RFC 3493, section 4). A name is looked up when it is used, on the channel's event loop,
 * so it may be given before the interface exists; it also finds interfaces that {@link NetworkInterface#getByName} hides,
 * such as those without an IPv4 address under {@code -Djava.net.preferIPv4Stack=true}.
 *
 * <p>Immutable. Two are equal when they name the interface in the same way.
 */
public final class MulticastInterface implements InterfaceSelector {
    private static final MulticastInterface SYSTEM_DEFAULT = new MulticastInterface(InterfaceId.of(0));

    private final InterfaceId id;

    private MulticastInterface(InterfaceId id) {
        this.id = id;
    }

    /**
     * The interface with that name, such as {@code eth1}.
     *
     * <p>On Windows it is the name that {@link NetworkInterface#getName} gives, which the JDK makes up: {@code eth1} and
     * {@code wlan0} up to JDK 20, {@code ethernet_3} and {@code wireless_32768} from 21 on. A name in a configuration breaks
     * with the JDK's version there: name the interface by its index, which is the system's own, by its address or by {@link
     * NetworkInterface}.
     *
     * @param name the name
     * @return the interface of that name
     * @throws IllegalArgumentException when the name is empty
     */
    public static MulticastInterface of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an interface name must not be empty");
        }
        return new MulticastInterface(InterfaceId.of(name));
    }

    /**
     * The interface with that index, as {@code ip link} shows it, on Windows {@code netsh interface ipv4 show interfaces}
     * and {@code Get-NetAdapter}.
     *
     * @param index the index, 1 or more
     * @return the interface with that index
     * @throws IllegalArgumentException when the index is less than 1
     */
    public static MulticastInterface of(int index) {
        if (index < 1) {
            throw new IllegalArgumentException(
                    "an interface index is 1 or more, not " + index + "; see systemDefault()");
        }
        return new MulticastInterface(InterfaceId.of(index));
    }

    /**
     * That interface, by the index that it had when the object was made.
     *
     * @param networkInterface the interface
     * @return the same interface
     */
    public static MulticastInterface of(NetworkInterface networkInterface) {
        int index = networkInterface.getIndex();
        return of(index < 1 ? InterfaceId.UNKNOWN : index, networkInterface.getName());
    }

    /**
     * The interface that has that address, whichever it is when it is used. Where several have it, none is meant: name the
     * interface, or give a link-local address its scope.
     *
     * @param address an address of the interface's own; one with a scope is that interface's alone
     * @return the interface with that address
     * @throws IllegalArgumentException when it is the wildcard or a multicast address
     */
    public static MulticastInterface of(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException(AddressText.of(address) + " is not an interface's own address");
        }
        return new MulticastInterface(InterfaceId.of(address));
    }

    static MulticastInterface of(InterfaceId id) {
        return new MulticastInterface(id);
    }

    static MulticastInterface of(int index, @Nullable String name) {
        return new MulticastInterface(new InterfaceId(name, index, null));
    }

    /**
     * The interface that the system chooses, by its routes. Set as an option it undoes an earlier choice; for a membership
     * it asks the system for one at the moment of joining, which needs a route to the group (Linux) or fails (macOS).
     *
     * @return no interface in particular
     */
    public static MulticastInterface systemDefault() {
        return SYSTEM_DEFAULT;
    }

    /**
     * The name, where it is known.
     *
     * @return the name; empty when given by index alone
     */
    public Optional<String> name() {
        return Optional.ofNullable(id.name());
    }

    /**
     * The index, where it is known.
     *
     * @return the index; 0 for {@link #systemDefault()}; empty when given by name alone
     */
    public OptionalInt index() {
        return id.index() == InterfaceId.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(id.index());
    }

    /**
     * The address, where it was given by one.
     *
     * @return the address; empty when given in another way
     */
    public Optional<InetAddress> address() {
        return Optional.ofNullable(id.address());
    }

    /** How it is named. */
    InterfaceId id() {
        return id;
    }

    /** Whether the two are different interfaces for certain, as far as that can be told now. */
    boolean isKnownToDiffer(MulticastInterface other) {
        if (equals(other) || !Multicast.isAvailable()) {
            return false;
        }
        int mine = indexNow();
        int theirs = other.indexNow();
        return mine > 0 && theirs > 0 && mine != theirs;
    }

    private int indexNow() {
        Platform platform = Platforms.current();
        try {
            return id.indexNow(platform.names(), platform.network());
        } catch (NetworkException e) {
            return 0; // nobody knows
        }
    }

    /** What is looked for, to be put after "interface". */
    String sought() {
        InetAddress address = id.address();
        return address == null ? toString() : "that alone has the address " + AddressText.of(address);
    }

    /** Whether it names that interface: by any of its names where it has one, for an index may pass to another. */
    boolean is(InterfaceState state) {
        return id.among(InterfaceList.of(state)) != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MulticastInterface that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The name and the index, or the address, as far as they are known. */
    @Override
    public String toString() {
        return id.toString();
    }
}
