package io.multicast.netty;

import io.multicast.netty.internal.membership.SourceFilter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A group, the interface to receive it on, and the sources to receive it from (RFC 3376, section 2; RFC 3678).
 *
 * <pre>{@code
 * Membership.of("239.1.2.3").on("eth1")                       // any source
 * Membership.of("232.1.2.3").on("eth1").from("10.0.0.5")      // source-specific: INCLUDE
 * Membership.of("239.1.2.3").on("eth1").except("10.0.0.9")    // any source but this: EXCLUDE
 * Membership.of("ff02::fb%eth1")                              // the scope names the interface
 * }</pre>
 *
 * <p>Immutable: each method answers a new one. Arguments are checked at once: addresses are literals (host names are never
 * looked up), the group is a multicast address, sources are unicast addresses of the group's family.
 */
public final class Membership {
    private final InetAddress group;
    private final InterfaceSelector networkInterface;
    private final SourceFilter filter;

    private Membership(InetAddress group, InterfaceSelector networkInterface, SourceFilter filter) {
        this.group = group;
        this.networkInterface = networkInterface;
        this.filter = filter;
    }

    /**
     * An any-source membership on the interface of the group's scope ({@code ff02::fb%eth1}, or {@code %2}), or else on the
     * {@linkplain MulticastInterface#systemDefault() system's default}.
     *
     * @param group an IPv4 or IPv6 multicast address, written out
     * @return the membership
     * @throws IllegalArgumentException when it is no multicast address
     */
    public static Membership of(String group) {
        return of(Literals.address(group), Literals.scope(group));
    }

    /**
     * An any-source membership on the interface of the group's scope id, or else on the {@linkplain
     * MulticastInterface#systemDefault() system's default}.
     *
     * @param group an IPv4 or IPv6 multicast address
     * @return the membership
     * @throws IllegalArgumentException when it is no multicast address
     */
    public static Membership of(InetAddress group) {
        return of(group, PlainAddresses.scope(group));
    }

    private static Membership of(InetAddress group, @Nullable MulticastInterface scope) {
        return new Membership(
                PlainAddresses.group(group),
                scope == null ? MulticastInterface.systemDefault() : scope,
                SourceFilter.ANY_SOURCE);
    }

    /**
     * The same on that interface.
     *
     * @param name the interface's name, see {@link MulticastInterface#of(String)}
     * @return the membership
     */
    public Membership on(String name) {
        return on(MulticastInterface.of(name));
    }

    /**
     * The same on that interface.
     *
     * @param index the interface's index, see {@link MulticastInterface#of(int)}
     * @return the membership
     */
    public Membership on(int index) {
        return on(MulticastInterface.of(index));
    }

    /**
     * The same on that interface.
     *
     * @param networkInterface the interface, see {@link MulticastInterface#of(NetworkInterface)}
     * @return the membership
     */
    public Membership on(NetworkInterface networkInterface) {
        return on(MulticastInterface.of(networkInterface));
    }

    /**
     * The same on that interface ({@link MulticastInterface}), or on all that the selector takes. It replaces one given
     * before, also by a scope. Where several memberships lead to one interface, what any of them accepts is received there;
     * leaving one keeps what the others want.
     *
     * @param selected the interface or interfaces
     * @return the membership
     */
    public Membership on(InterfaceSelector selected) {
        return new Membership(group, selected, filter);
    }

    /**
     * The same from these sources only: filter mode INCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family, written out; at least one
     * @return a source-specific membership
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership from(String... sources) {
        return with(SourceFilter.include(literals(sources)));
    }

    /**
     * The same from these sources only: filter mode INCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family; at least one
     * @return a source-specific membership
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership from(InetAddress... sources) {
        return with(SourceFilter.include(Arrays.asList(sources)));
    }

    /**
     * The same from every source but these: filter mode EXCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family, written out; at least one
     * @return an any-source membership with blocked sources
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership except(String... sources) {
        return with(SourceFilter.exclude(literals(sources)));
    }

    /**
     * The same from every source but these: filter mode EXCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family; at least one
     * @return an any-source membership with blocked sources
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership except(InetAddress... sources) {
        return with(SourceFilter.exclude(Arrays.asList(sources)));
    }

    private Membership with(SourceFilter newFilter) {
        if (newFilter.sources().isEmpty()) {
            throw new IllegalArgumentException(
                    "name at least one source; a membership without from() and except() is for any");
        }
        List<InetAddress> plain = newFilter.sources().stream()
                .map(source -> PlainAddresses.source(source, group))
                .toList();
        return filtered(newFilter.including() ? SourceFilter.include(plain) : SourceFilter.exclude(plain));
    }

    private static List<InetAddress> literals(String... sources) {
        return Stream.of(sources).map(Literals::address).toList();
    }

    /**
     * The group.
     *
     * @return the group, without a scope
     */
    public InetAddress group() {
        return group;
    }

    /**
     * The interface, or the selector of several.
     *
     * @return as it was given
     */
    public InterfaceSelector networkInterface() {
        return networkInterface;
    }

    /**
     * Whether only the {@linkplain #sources() sources} are received (INCLUDE), rather than all but them (EXCLUDE).
     *
     * @return true for filter mode INCLUDE
     */
    public boolean isSourceSpecific() {
        return filter.including();
    }

    /**
     * The sources of the filter; for an any-source membership without exceptions there are none.
     *
     * @return an unmodifiable set
     */
    public Set<InetAddress> sources() {
        return filter.sources();
    }

    SourceFilter filter() {
        return filter;
    }

    /** The same with that filter, which has been checked. */
    Membership filtered(SourceFilter newFilter) {
        return newFilter.equals(filter) ? this : new Membership(group, networkInterface, newFilter);
    }

    /** Whether the group is of a range that is meant for source-specific multicast alone (RFC 4607, section 1). */
    boolean isInSourceSpecificRange() {
        byte[] address = group.getAddress();
        return address.length == 4
                ? (address[0] & 0xff) == 232
                : (address[1] & 0xf0) == 0x30 && address[2] == 0 && address[3] == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Membership that
                && group.equals(that.group)
                && networkInterface.equals(that.networkInterface)
                && filter.equals(that.filter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, networkInterface, filter);
    }

    /** Such as {@code 232.1.2.3 on eth1 from 10.0.0.5}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(group.getHostAddress()).append(" on ").append(networkInterface);
        if (!filter.sources().isEmpty()) {
            text.append(filter.including() ? " from " : " except ");
            text.append(String.join(
                    ", ",
                    filter.sources().stream().map(InetAddress::getHostAddress).toList()));
        }
        return text.toString();
    }
}
