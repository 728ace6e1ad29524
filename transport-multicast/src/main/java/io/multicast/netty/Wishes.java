package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of one socket: a wish for each group and selector. Event loop only. */
final class Wishes {
    // mostly one a group: the smallest lists
    private final Map<InetAddress, List<Wish>> byGroup = new LinkedHashMap<>();

    @Nullable
    Wish get(InetAddress group, InterfaceSelector selector) {
        List<Wish> wishes = of(group);
        for (int i = 0; i < wishes.size(); i++) { // without an iterator: this runs with every join
            if (wishes.get(i).selector().equals(selector)) {
                return wishes.get(i);
            }
        }
        return null;
    }

    /** The wish for just one interface that has led to that one, however it named it. */
    @Nullable
    Wish single(GroupOnInterface key) {
        List<Wish> wishes = of(key.group());
        for (int i = 0; i < wishes.size(); i++) {
            Wish wish = wishes.get(i);
            if (wish.selector() instanceof MulticastInterface && wish.places().contains(key)) {
                return wish;
            }
        }
        return null;
    }

    /** What the other wishes accept that have led to the same interface. */
    SourceFilter others(GroupOnInterface key, @Nullable Wish than) {
        SourceFilter all = SourceFilter.NONE;
        List<Wish> wishes = of(key.group());
        for (int i = 0; i < wishes.size(); i++) {
            if (!wishes.get(i).equals(than) && wishes.get(i).places().contains(key)) {
                all = all.or(wishes.get(i).membership().filter());
            }
        }
        return all;
    }

    /** Any wish that has led to that interface. */
    @Nullable
    Wish any(GroupOnInterface key) {
        return of(key.group()).stream()
                .filter(wish -> wish.places().contains(key))
                .findFirst()
                .orElse(null);
    }

    /** That interface is gone, for all wishes that have led to it. */
    void forget(GroupOnInterface key) {
        of(key.group()).forEach(wish -> put(wish.without(key)));
    }

    void put(Wish wish) {
        List<Wish> now = of(wish.membership().group());
        Wish before = get(wish.membership().group(), wish.selector());
        boolean alone = now.isEmpty() || (now.size() == 1 && before != null);
        byGroup.put(wish.membership().group(), alone ? List.of(wish) : copy(now, before, wish));
    }

    private static List<Wish> copy(List<Wish> wishes, @Nullable Wish without, @Nullable Wish with) {
        List<Wish> copy = new ArrayList<>(wishes);
        copy.remove(without);
        if (with != null) {
            copy.add(with);
        }
        return List.copyOf(copy);
    }

    void remove(Wish wish) {
        InetAddress group = wish.membership().group();
        List<Wish> now = of(group);
        Wish held = get(group, wish.selector());
        if (now.size() == 1 && held != null) {
            byGroup.remove(group);
        } else if (held != null) {
            byGroup.put(group, copy(now, held, null));
        }
    }

    void replace(Collection<Wish> all) {
        byGroup.clear();
        all.forEach(this::put);
    }

    List<Wish> all() {
        return byGroup.values().stream().flatMap(List::stream).toList();
    }

    private List<Wish> of(InetAddress group) {
        return byGroup.getOrDefault(group, List.of());
    }
}
