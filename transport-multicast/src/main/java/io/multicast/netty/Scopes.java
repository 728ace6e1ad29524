package io.multicast.netty;

import io.multicast.netty.internal.membership.Selector;
import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.network.InterfaceRules;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces that the scopes of a membership's addresses name (RFC 4007, section 11): there must be but one, and that is
 * where the group is joined.
 *
 * @param group the group's, or null
 * @param sources those of sources that have one
 */
record Scopes(@Nullable MulticastInterface group, List<MulticastInterface> sources) {
    static Scopes of(@Nullable MulticastInterface group) {
        return new Scopes(group, List.of());
    }

    /** With those of other sources. */
    Scopes from(String... newSources) {
        return new Scopes(
                group,
                Stream.of(newSources)
                        .flatMap(source -> Stream.ofNullable(Literals.scope(source)))
                        .toList());
    }

    /** With those of other sources. */
    Scopes from(InetAddress... newSources) {
        return new Scopes(
                group,
                Stream.of(newSources)
                        .flatMap(source -> Stream.ofNullable(PlainAddresses.scope(source)))
                        .toList());
    }

    Stream<MulticastInterface> all() {
        return Stream.concat(Stream.ofNullable(group), sources.stream());
    }

    /**
     * The selector, or the interface of a scope where none was given.
     *
     * @throws IllegalArgumentException when a scope is known to be another interface
     */
    InterfaceSelector agreeing(InterfaceSelector selected) {
        MulticastInterface first = all().findFirst().orElse(null);
        InterfaceSelector on = first != null && selected.equals(MulticastInterface.systemDefault()) ? first : selected;
        all().filter(scope -> on instanceof MulticastInterface named && scope.isKnownToDiffer(named))
                .findFirst()
                .ifPresent(scope -> {
                    throw new IllegalArgumentException("the scope of an address names " + scope
                            + ", but the membership is on " + on + ": they contradict");
                });
        return on;
    }

    /** The selector as the engine has it: of what it takes that which the scopes name. */
    Selector selector(InterfaceSelector selected) {
        List<MulticastInterface> others =
                all().filter(scope -> !scope.equals(selected)).toList();
        if (selected.equals(MulticastInterface.systemDefault())) {
            return Selector.SYSTEM_DEFAULT;
        }
        if (selected instanceof MulticastInterface named) {
            return others.isEmpty() ? Selector.of(named.id()) : Selector.of(named.id(), rule(selected, others));
        }
        return Selector.of(selected.toString(), rule(selected, others));
    }

    private static InterfaceRule rule(InterfaceSelector selected, List<MulticastInterface> scopes) {
        return scopes.stream()
                .map(scope -> InterfaceRules.is(scope.id()))
                .reduce(SelectedInterfaces.rule(selected), InterfaceRules::both);
    }
}
