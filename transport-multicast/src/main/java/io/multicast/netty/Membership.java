package io.multicast.netty;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.membership.Wish;
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
    private final Wish wish;
    private final InterfaceSelector networkInterface;
    private final Scopes scopes; // not part of the value: where they differ from the interface there is no membership
    private final boolean lacksSources;

    private Membership(
            InetAddress group, InterfaceSelector selected, SourceFilter filter, boolean strict, Scopes scopes) {
        networkInterface = scopes.agreeing(selected);
        wish = new Wish(group, scopes.selector(networkInterface), filter, strict);
        this.scopes = scopes;
        lacksSources = !filter.including() && PlainAddresses.isSourceSpecific(group);
    }

    private Membership(Wish wish) {
        this.wish = wish;
        networkInterface = SelectedInterfaces.of(wish.selector());
        scopes = Scopes.of(null);
        lacksSources = false;
    }

    /** What the engine has, in users' words. */
    static Membership of(Wish wish) {
        return new Membership(wish);
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
                false,
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
        return new Membership(
                wish.group(), Objects.requireNonNull(selected, "selected"), wish.filter(), wish.strict(), scopes);
    }

    /**
     * The same on all interfaces that its selector takes, or on none. Otherwise a selector's interfaces are joined as far as
     * they can be, and those that can not (for want of room under a limit, say) are told: by {@link JoinFuture#refused()},
     * in the log, and on channels that follow the network by a {@link MulticastEvent} of type FAILED. Where none can be
     * joined the join fails in either case.
     *
     * @return the membership
     */
    public Membership strictly() {
        return new Membership(wish.group(), networkInterface, wish.filter(), true, scopes);
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
                .map(source -> PlainAddresses.source(source, wish.group()))
                .toList();
        SourceFilter checked = newFilter.including() ? SourceFilter.include(plain) : SourceFilter.exclude(plain);
        return new Membership(wish.group(), networkInterface, checked, wish.strict(), newScopes);
    }

    /**
     * The group.
     *
     * @return the group, without a scope
     */
    public InetAddress group() {
        return wish.group();
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
        return wish.filter().including();
    }

    /**
     * The sources of the filter; for an any-source membership without exceptions there are none.
     *
     * @return an unmodifiable set
     */
    public Set<InetAddress> sources() {
        return wish.filter().sources();
    }

    /**
     * Whether the interfaces of its selector are wanted all or none, see {@link #strictly()}.
     *
     * @return true when they are
     */
    public boolean isStrict() {
        return wish.strict();
    }

    /** The same for the engine. */
    Wish wish() {
        return wish;
    }

    /** Whether the group is of a range that is meant for source-specific multicast alone, but no source is named. */
    boolean lacksSources() {
        return lacksSources;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Membership that && wish.equals(that.wish);
    }

    @Override
    public int hashCode() {
        return wish.hashCode();
    }

    /** Such as {@code 232.1.2.3 on eth1 from 10.0.0.5}. */
    @Override
    public String toString() {
        return wish.toString();
    }
}
