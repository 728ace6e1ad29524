package io.multicast.netty;

import io.multicast.netty.internal.network.AddressPrefix;
import io.multicast.netty.internal.network.InterfaceRules;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which interfaces a membership is for: one that is named ({@link MulticastInterface}), or all that a rule takes. A rule is
 * applied when the group is joined, and again with every change of the network when the channel {@linkplain
 * MulticastInitializer.Builder#followNetworkChanges() follows} them. One that takes no interface fails the join, with each
 * interface and why it was not taken.
 *
 * <p>What kind an interface is (tunnel, bridge) and whether it has a carrier is known on Linux only; elsewhere these
 * conditions are not applied.
 */
public sealed interface InterfaceSelector permits MulticastInterface, SelectedInterfaces {
    /**
     * All interfaces that are up and do multicast, but for the loopback, point-to-point interfaces, tunnels, and bridges
     * without carrier, as containers leave them behind.
     *
     * @return the selector
     */
    static InterfaceSelector usable() {
        return new SelectedInterfaces("all usable interfaces", InterfaceRules.usable(false));
    }

    /**
     * The same and the loopback.
     *
     * @return the selector
     */
    static InterfaceSelector usableAndLoopback() {
        return new SelectedInterfaces("all usable interfaces and the loopback", InterfaceRules.usable(true));
    }

    /**
     * All interfaces that are up, do multicast (or are the loopback) and have such a name.
     *
     * @param patterns names in which {@code *} stands for any characters, such as {@code eth*}; one that begins with
     *     {@code !} refuses names, such as {@code !docker*}; when all do, every other name will do
     * @return the selector
     * @throws IllegalArgumentException when there is no pattern, or an empty one
     */
    static InterfaceSelector named(String... patterns) {
        List<String> list = List.of(patterns);
        if (list.isEmpty() || list.stream().anyMatch(pattern -> pattern.isBlank() || pattern.equals("!"))) {
            throw new IllegalArgumentException(
                    "give at least one name pattern such as eth* or !docker*, none of them empty");
        }
        return new SelectedInterfaces("interfaces named " + String.join(", ", list), InterfaceRules.named(list));
    }

    /**
     * The interface that is up, does multicast and has an address in one of these networks. Where several have, those whose
     * own prefix is the longest.
     *
     * @param networks such as {@code 10.2.0.0/16} or {@code fd00:2::/32}
     * @return the selector
     * @throws IllegalArgumentException when there is none, or one is not of that form
     */
    static InterfaceSelector inSubnet(String... networks) {
        List<AddressPrefix> prefixes = Stream.of(networks).map(Literals::prefix).toList();
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("give at least one network such as 10.2.0.0/16");
        }
        return new SelectedInterfaces("interfaces in " + String.join(", ", networks), InterfaceRules.in(prefixes));
    }

    /**
     * The interface that datagrams to that address leave by.
     *
     * @param address an IPv4 or IPv6 address, written out; with a scope ({@code fe80::1%eth1}, or {@code %2}) the route by
     *     that interface
     * @return the selector
     * @throws IllegalArgumentException when it is no address
     */
    static InterfaceSelector routeTo(String address) {
        InetAddress destination = Literals.address(address);
        MulticastInterface scope = Literals.scope(address);
        return new SelectedInterfaces(
                "the interface towards " + address,
                InterfaceRules.routeTo(destination, scope == null ? null : scope.id()));
    }

    /**
     * What the selector makes of each interface of the host at this moment, for groups of either family. Looks at the
     * network anew; may be called on any thread.
     *
     * @return a choice for each interface, those that are not taken with the reason
     * @throws MulticastException when multicast is not {@linkplain Multicast#isAvailable() available} in this process
     */
    List<InterfaceChoice> choices();

    /**
     * What the selector makes of each interface of the host at this moment, for that group: one that does not carry the
     * group's family is not taken. Looks at the network anew; may be called on any thread.
     *
     * @param group an IPv4 or IPv6 multicast address
     * @return a choice for each interface, those that are not taken with the reason
     * @throws IllegalArgumentException when it is no multicast address
     * @throws MulticastException when multicast is not {@linkplain Multicast#isAvailable() available} in this process
     */
    List<InterfaceChoice> choices(InetAddress group);
}
