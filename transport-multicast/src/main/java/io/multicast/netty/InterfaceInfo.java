package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceAddress;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.option.Family;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of the host as it was at one moment. From {@link NetworkInterfaces}, or from what a selector {@linkplain
 * InterfaceSelector#chosen() has chosen}. Immutable, and a value: two are equal when all that they say is.
 *
 * <p>On Linux this is what the kernel says (rtnetlink(7)), of every interface. On other systems, and on Linux where netlink
 * sockets are refused, it is what {@link java.net.NetworkInterface} says: there {@link #otherNames}, {@link #kind} and
 * {@link #master} are empty, addresses are neither tentative nor deprecated, {@link #isUp} and {@link #hasCarrier} are the
 * same, a family is carried when the interface has an address of it, and interfaces without an address may be missing.
 */
public final class InterfaceInfo {
    /**
     * What an interface is a port or member of.
     *
     * @param index the master's index
     * @param name the master's name; empty when it is not known
     * @param kind the master's kind, such as {@code bridge}, {@code bond}, {@code team} or {@code vrf}
     */
    public record Master(int index, String name, String kind) {}

    /**
     * An address of an interface.
     *
     * @param address the address; a link-local one of IPv6 has the interface's index for a scope
     * @param prefixLength the length of the network's prefix, in bits
     * @param label a name that an IPv4 address adds to the interface's, such as {@code eth0:7}; empty without one
     * @param isTentative whether it is not yet known to be nobody else's, so that it can't be used yet (RFC 4862, section 5.4)
     * @param isDuplicate whether it was found to be somebody else's, too, so that it can't be used
     * @param isDeprecated whether it is not to be used for anything new (RFC 4862, section 5.5.4)
     */
    public record Address(
            InetAddress address,
            int prefixLength,
            String label,
            boolean isTentative,
            boolean isDuplicate,
            boolean isDeprecated) {
        /** Such as {@code 10.0.0.5/24}. */
        @Override
        public String toString() {
            return AddressText.of(address) + "/" + prefixLength;
        }
    }

    private final InterfaceState state;

    InterfaceInfo(InterfaceState state) {
        this.state = state;
    }

    /**
     * The index, as {@code ip link} shows it.
     *
     * @return the index, 1 or more
     */
    public int index() {
        return state.index();
    }

    /**
     * The name.
     *
     * @return such as {@code eth1}; on Windows the name that {@link java.net.NetworkInterface#getName} gives
     */
    public String name() {
        return state.name();
    }

    /**
     * Other names that it can be named by: alternative ones ({@code ip link property add dev eth1 altname ...}) and the
     * labels of its addresses.
     *
     * @return an unmodifiable set
     */
    public Set<String> otherNames() {
        return state.otherNames();
    }

    /**
     * What kind of interface it is.
     *
     * @return what the system calls it, such as {@code veth}, {@code bridge}, {@code bond}, {@code vlan}, {@code tun} or
     *     {@code tap}; empty for hardware, and where it is not known
     */
    public String kind() {
        return state.kind();
    }

    /**
     * What it is a port or member of.
     *
     * @return the bridge, bond, team, VRF or the like; empty for most
     */
    public Optional<Master> master() {
        return Optional.ofNullable(state.master())
                .map(master -> new Master(master.index(), master.name(), master.kind()));
    }

    /**
     * Whether it is switched on.
     *
     * @return true when it is
     */
    public boolean isUp() {
        return state.up();
    }

    /**
     * Whether it has a link. A bridge without ports has none.
     *
     * @return true when it has
     */
    public boolean hasCarrier() {
        return state.carrier();
    }

    /**
     * Whether it says that it can do multicast. The loopback often does not, and can.
     *
     * @return true when it does
     */
    public boolean supportsMulticast() {
        return state.multicast();
    }

    /**
     * Whether it is the loopback.
     *
     * @return true when it is
     */
    public boolean isLoopback() {
        return state.loopback();
    }

    /**
     * Whether it leads to just one peer.
     *
     * @return true when it does
     */
    public boolean isPointToPoint() {
        return state.pointToPoint();
    }

    /**
     * The largest packet.
     *
     * @return in bytes; 0 where the system does not say
     */
    public int mtu() {
        return state.mtu();
    }

    /**
     * Whether it carries packets of that family: the family is switched on, and its least MTU (1280 bytes for IPv6, RFC 8200,
     * section 5) is met.
     *
     * @param family {@link StandardProtocolFamily#INET} or {@link StandardProtocolFamily#INET6}
     * @return true when it does; false for any other family
     */
    public boolean carries(ProtocolFamily family) {
        Family known = family == StandardProtocolFamily.INET
                ? Family.IPV4
                : family == StandardProtocolFamily.INET6 ? Family.IPV6 : null;
        return known != null && !state.refusals().containsKey(known);
    }

    /**
     * Its addresses.
     *
     * @return an unmodifiable list, in the system's order
     */
    public List<Address> addresses() {
        return state.addresses().stream().map(this::address).toList();
    }

    private Address address(InterfaceAddress own) {
        return new Address(
                scoped(own.prefix().address()),
                own.prefix().length(),
                own.label(),
                own.tentative(),
                own.duplicate(),
                own.deprecated());
    }

    private InetAddress scoped(InetAddress address) {
        if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
            return address;
        }
        try {
            return Inet6Address.getByAddress(null, address.getAddress(), state.index());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 16 bytes they are
        }
    }

    /**
     * This interface, to join on and to send by.
     *
     * @return it, by name and index
     */
    public MulticastInterface networkInterface() {
        return MulticastInterface.of(state.index(), state.name());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceInfo that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    /** Such as {@code eth1 (index 3, up, 10.0.0.5/24, fe80::1%3/64)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name()).append(" (index ").append(index());
        text.append(isUp() ? ", up" : ", down");
        if (!kind().isEmpty()) {
            text.append(", ").append(kind());
        }
        master().ifPresent(master -> text.append(", port of ").append(master.name()));
        addresses().forEach(address -> text.append(", ").append(address));
        return text.append(')').toString();
    }
}
