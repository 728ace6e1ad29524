package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of one socket: a wish for each group and selector. Event loop only. */
final class Wishes {
    private final Map<InetAddress, Map<InterfaceSelector, Wish>> byGroup = new LinkedHashMap<>();

    @Nullable
    Wish get(InetAddress group, InterfaceSelector selector) {
        return of(group).get(selector);
    }

    /** The wish for just one interface that has led to that one, however it named it. */
    @Nullable
    Wish single(GroupOnInterface key) {
        return of(key.group()).values().stream()
                .filter(wish -> wish.selector() instanceof MulticastInterface
                        && wish.indexes().contains(key.index()))
                .findFirst()
                .orElse(null);
    }

    /** Another wish that has led to the same interface. */
    @Nullable
    Wish other(GroupOnInterface key, @Nullable Wish than) {
        return of(key.group()).values().stream()
                .filter(wish -> wish != than && wish.indexes().contains(key.index()))
                .findFirst()
                .orElse(null);
    }

    void put(Wish wish) {
        byGroup.computeIfAbsent(wish.membership().group(), group -> new LinkedHashMap<>(2))
                .put(wish.selector(), wish);
    }

    void remove(Wish wish) {
        InetAddress group = wish.membership().group();
        Map<InterfaceSelector, Wish> wishes = byGroup.get(group);
        if (wishes != null && wishes.remove(wish.selector()) != null && wishes.isEmpty()) {
            byGroup.remove(group);
        }
    }

    void replace(Collection<Wish> all) {
        byGroup.clear();
        all.forEach(this::put);
    }

    List<Wish> all() {
        return byGroup.values().stream()
                .flatMap(wishes -> wishes.values().stream())
                .toList();
    }

    private Map<InterfaceSelector, Wish> of(InetAddress group) {
        return byGroup.getOrDefault(group, Map.of());
    }
}
