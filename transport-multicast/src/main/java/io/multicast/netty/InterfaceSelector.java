package io.multicast.netty;

import io.multicast.netty.internal.network.AddressPrefix;
import io.multicast.netty.internal.network.InterfaceRules;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which interfaces a membership is for: one that is named ({@link MulticastInterface}), or all that a rule takes. A rule is
 * applied when the group is joined, and again with every change of the network when the channel {@linkplain
 * MulticastInitializer.Builder#followNetworkChanges() follows} them. One that takes no interface fails the join, with each
 * interface and why it was not taken.
 *
 * <p>All rules refuse interfaces that do not carry the group's family, such as an interface with IPv6 switched off, or with an
 * MTU below 1280 bytes, for an IPv6 group. On Linux an address is not needed for a join; elsewhere an interface without an
 * address of the family is refused.
 *
 * <p>What kind an interface is (tunnel, bridge), of what it is a port, whether it has a carrier and its other names are known
 * on Linux only; elsewhere these conditions are not applied.
 *
 * <p>Immutable. Two are equal when they are made in the same way.
 */
public sealed interface InterfaceSelector permits MulticastInterface, SelectedInterfaces {
    /**
     * All interfaces that are up and do multicast, but for the loopback, point-to-point interfaces, tunnels, ports of a
     * bridge, bond or team (which hand all they receive to it; members of a VRF do not), and bridges without carrier, as
     * containers leave them behind.
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
     * All interfaces that are up, do multicast (or are the loopback) and have such a name; alternative names and labels
     * ({@code eth0:7}) count, too.
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
     * All interfaces that are up, do multicast (or are the loopback) and meet a condition.
     *
     * @param description says all of the condition, such as {@code "wired"}: two selectors with one description are equal,
     *     and what the condition refuses is refused by these words
     * @param condition is asked on the thread that joins, and on event loops; an interface that it throws for is not taken
     * @return the selector
     * @throws IllegalArgumentException when the description is empty
     */
    static InterfaceSelector where(String description, Predicate<? super InterfaceInfo> condition) {
        Objects.requireNonNull(condition, "condition");
        if (description.isBlank()) {
            throw new IllegalArgumentException("a condition needs a description, which tells it from others");
        }
        return new SelectedInterfaces(
                "interfaces that are " + description,
                InterfaceRules.where(description, state -> condition.test(new InterfaceInfo(state))));
    }

    /**
     * Those that another selector takes of what this one takes, such as {@code usable().and(named("!vc*"))}.
     *
     * @param next looks only at what this one takes: {@code usable().and(inSubnet("10.0.0.0/8"))} is the longest prefix among
     *     the usable ones
     * @return the selector
     */
    default InterfaceSelector and(InterfaceSelector next) {
        return new SelectedInterfaces(
                "(" + this + ") and (" + next + ")",
                InterfaceRules.both(SelectedInterfaces.rule(this), SelectedInterfaces.rule(next)));
    }

    /**
     * Those that this selector or another one takes, such as {@code usable().or(MulticastInterface.of("lo"))}.
     *
     * @param other takes more
     * @return the selector
     */
    default InterfaceSelector or(InterfaceSelector other) {
        return new SelectedInterfaces(
                "(" + this + ") or (" + other + ")",
                InterfaceRules.either(SelectedInterfaces.rule(this), SelectedInterfaces.rule(other)));
    }

    /**
     * What the selector makes of each interface of the host at this moment, for groups of either family. Looks at the
     * network anew; may be called on any thread.
     *
     * @return a choice for each interface, those that are not taken with the reason
     * @throws MulticastException as {@link NetworkInterfaces#list()} does
     */
    default List<InterfaceChoice> choices() {
        return SelectedInterfaces.choices(SelectedInterfaces.judge(this, null));
    }

    /**
     * The same for that group: an interface that does not carry the group's family is not taken.
     *
     * @param group an IPv4 or IPv6 multicast address
     * @return a choice for each interface, those that are not taken with the reason
     * @throws IllegalArgumentException when it is no multicast address
     * @throws MulticastException as {@link NetworkInterfaces#list()} does
     */
    default List<InterfaceChoice> choices(InetAddress group) {
        return SelectedInterfaces.choices(SelectedInterfaces.judge(this, Objects.requireNonNull(group, "group")));
    }

    /**
     * The interfaces of the host that the selector takes at this moment, for groups of either family. Looks at the network
     * anew; may be called on any thread.
     *
     * @return the interfaces, in the order of their indexes; unmodifiable
     * @throws MulticastException as {@link NetworkInterfaces#list()} does
     */
    default List<InterfaceInfo> chosen() {
        return SelectedInterfaces.chosen(SelectedInterfaces.judge(this, null));
    }

    /**
     * The same for that group: without those that do not carry the group's family.
     *
     * @param group an IPv4 or IPv6 multicast address
     * @return the interfaces, in the order of their indexes; unmodifiable
     * @throws IllegalArgumentException when it is no multicast address
     * @throws MulticastException as {@link NetworkInterfaces#list()} does
     */
    default List<InterfaceInfo> chosen(InetAddress group) {
        return SelectedInterfaces.chosen(SelectedInterfaces.judge(this, Objects.requireNonNull(group, "group")));
    }
}
