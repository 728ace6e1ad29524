package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.network.InterfaceState;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Objects;
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
    private static final int UNKNOWN = -1;
    private static final MulticastInterface SYSTEM_DEFAULT = new MulticastInterface(null, 0);

    private final @Nullable String name;
    private final int index;

    private MulticastInterface(@Nullable String name, int index) {
        this.name = name;
        this.index = index;
    }

    /**
     * The interface with that name, such as {@code eth1}; on Windows the name that {@link NetworkInterface#getName} gives.
     *
     * @param name the name
     * @return the interface of that name
     * @throws IllegalArgumentException when the name is empty
     */
    public static MulticastInterface of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an interface name must not be empty");
        }
        return new MulticastInterface(name, UNKNOWN);
    }

    /**
     * The interface with that index, as {@code ip link} shows it.
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
        return new MulticastInterface(null, index);
    }

    /**
     * That interface, by the index that it had when the object was made.
     *
     * @param networkInterface the interface
     * @return the same interface
     */
    public static MulticastInterface of(NetworkInterface networkInterface) {
        int index = networkInterface.getIndex();
        return new MulticastInterface(networkInterface.getName(), index < 1 ? UNKNOWN : index);
    }

    static MulticastInterface of(int index, @Nullable String name) {
        return new MulticastInterface(name, index);
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
        return Optional.ofNullable(name);
    }

    /**
     * The index, where it is known.
     *
     * @return the index; 0 for {@link #systemDefault()}; empty when given by name alone
     */
    public OptionalInt index() {
        return index == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Says whether each interface is this one, as far as that can be told. */
    @Override
    public List<InterfaceChoice> choices() {
        return new SelectedInterfaces(
                        toString(),
                        (interfaces, network) -> interfaces.stream()
                                .map(state -> new InterfaceRule.Verdict(state, is(state) ? "" : "is another"))
                                .toList())
                .choices();
    }

    /** Whether it names that interface: by its name where it has one, for an index may pass to another. */
    boolean is(InterfaceState state) {
        return name == null ? index == state.index() : name.equals(state.name());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MulticastInterface that && index == that.index && Objects.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, index);
    }

    /** The name and the index, as far as they are known. */
    @Override
    public String toString() {
        if (index == 0) {
            return "the system's default interface";
        }
        if (name == null) {
            return "interface " + index;
        }
        return index == UNKNOWN ? name : name + " (index " + index + ")";
    }
}
