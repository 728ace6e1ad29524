package io.multicast.netty.internal.network;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces of one moment, found by index or by any of their names in constant time. Immutable. */
public final class InterfaceList extends AbstractList<InterfaceState> implements RandomAccess {
    private final List<InterfaceState> all;
    private final Map<Integer, InterfaceState> byIndex;
    private volatile @Nullable Map<String, InterfaceState> byName; // made when first needed

    private InterfaceList(List<InterfaceState> all) {
        this.all = all;
        byIndex = new HashMap<>(2 * all.size());
        all.forEach(state -> byIndex.put(state.index(), state));
    }

    /** Those. */
    public static InterfaceList of(Collection<InterfaceState> all) {
        return all instanceof InterfaceList same ? same : new InterfaceList(List.copyOf(all));
    }

    /** Those. */
    public static InterfaceList of(InterfaceState... all) {
        return of(List.of(all));
    }

    /** The one with that index, or null. */
    public @Nullable InterfaceState at(int index) {
        return byIndex.get(index);
    }

    /** The one that has that name, an alternative name or a label, in this order; or null. */
    public @Nullable InterfaceState named(String name) {
        Map<String, InterfaceState> names = byName;
        if (names == null) {
            names = names(all);
            byName = names;
        }
        return names.get(name);
    }

    private static Map<String, InterfaceState> names(List<InterfaceState> all) {
        Map<String, InterfaceState> names = new HashMap<>();
        all.forEach(state -> names.put(state.name(), state));
        all.forEach(state -> state.otherNames().forEach(name -> names.putIfAbsent(name, state)));
        return names;
    }

    /** All indexes. */
    public Set<Integer> indexes() {
        return byIndex.keySet();
    }

    @Override
    public InterfaceState get(int position) {
        return all.get(position);
    }

    @Override
    public int size() {
        return all.size();
    }
}
