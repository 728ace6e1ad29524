package io.multicast.netty;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.AddressText;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private final Scopes scopes; // not part of the value: where they differ from the interface there is no membership

    private Membership(InetAddress group, InterfaceSelector networkInterface, SourceFilter filter, Scopes scopes) {
        this.group = group;
        this.networkInterface = scopes.agreeing(networkInterface);
        this.filter = filter;
        this.scopes = scopes;
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
                MulticastInterface.systemDefault(),
                SourceFilter.ANY_SOURCE,
                Scopes.of(scope));
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
     * before. Where the group or a source has a scope, that is the only interface: one that is known to be another is refused
     * at once, any other when the group is joined. Where several memberships lead to one interface, what any of them accepts
     * is received there; leaving one keeps what the others want.
     *
     * @param selected the interface or interfaces
     * @return the membership
     * @throws IllegalArgumentException when it contradicts the scope of the group or of a source
     */
    public Membership on(InterfaceSelector selected) {
        return new Membership(group, Objects.requireNonNull(selected, "selected"), filter, scopes);
    }

    /**
     * The same from these sources only: filter mode INCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family, written out; at least one
     * @return a source-specific membership
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership from(String... sources) {
        return with(SourceFilter.include(Literals.addresses(sources)), scopes.from(sources));
    }

    /**
     * The same from these sources only: filter mode INCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family; at least one
     * @return a source-specific membership
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership from(InetAddress... sources) {
        return with(SourceFilter.include(Arrays.asList(sources)), scopes.from(sources));
    }

    /**
     * The same from every source but these: filter mode EXCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family, written out; at least one
     * @return an any-source membership with blocked sources
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership except(String... sources) {
        return with(SourceFilter.exclude(Literals.addresses(sources)), scopes.from(sources));
    }

    /**
     * The same from every source but these: filter mode EXCLUDE. Replaces an earlier filter.
     *
     * @param sources unicast addresses of the group's family; at least one
     * @return an any-source membership with blocked sources
     * @throws IllegalArgumentException when there is none, or one is not such an address
     */
    public Membership except(InetAddress... sources) {
        return with(SourceFilter.exclude(Arrays.asList(sources)), scopes.from(sources));
    }

    private Membership with(SourceFilter newFilter, Scopes newScopes) {
        if (newFilter.sources().isEmpty()) {
            throw new IllegalArgumentException(
                    "name at least one source; a membership without from() and except() is for any");
        }
        List<InetAddress> plain = newFilter.sources().stream()
                .map(source -> PlainAddresses.source(source, group))
                .toList();
        SourceFilter checked = newFilter.including() ? SourceFilter.include(plain) : SourceFilter.exclude(plain);
        return new Membership(group, networkInterface, checked, newScopes);
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

    Scopes scopes() {
        return scopes;
    }

    SourceFilter filter() {
        return filter;
    }

    /** The same with that filter, which has been checked. */
    Membership filtered(SourceFilter newFilter) {
        return newFilter.equals(filter) ? this : new Membership(group, networkInterface, newFilter, scopes);
    }

    /** The same on an interface that it leads to, which the scopes have been held against. */
    Membership at(MulticastInterface place) {
        return new Membership(group, place, filter, Scopes.of(null));
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
                new StringBuilder(AddressText.of(group)).append(" on ").append(networkInterface);
        String before = filter.including() ? " from " : " except ";
        for (InetAddress source : filter.sources()) {
            text.append(before).append(AddressText.of(source));
            before = ", ";
        }
        return text.toString();
    }
}
