package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change to one group in the books, on the way: the wishes as they are to be, and what the kernel holds by now. */
@SuppressWarnings("ReferenceEquality") // unchanged means the very list
final class GroupEdit {
    private final InetAddress group;
    private final @Nullable GroupState before;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Integer, Held> held = new LinkedHashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>(); // of interfaces that selectors take

    GroupEdit(InetAddress group, @Nullable GroupState before) {
        this.group = group;
        this.before = before;
        if (before != null) {
            asked.addAll(before.asked());
            before.indexes().forEach(index -> held.put(index, new Held(before.filter(index), before.name(index))));
        }
    }

    InetAddress group() {
        return group;
    }

    List<Asked> asked() {
        return Collections.unmodifiableList(asked);
    }

    /** The wish that is named in just that way, or null. */
    @Nullable
    Asked find(Selector selector) {
        for (Asked one : asked) {
            if (one.wish().selector().equals(selector)) {
                return one;
            }
        }
        return null;
    }

    /** The wish that names just that interface, in whatever way, or null. */
    @Nullable
    Asked named(int index) {
        for (Asked one : asked) {
            if (one.wish().selector().id() != null && one.leadsTo(index)) {
                return one;
            }
        }
        return null;
    }

    /** Any wish that leads there, or null. */
    @Nullable
    Asked any(int index) {
        return asked.stream().filter(one -> one.leadsTo(index)).findFirst().orElse(null);
    }

    /** Puts a wish in the place of another, or behind the others; null for none. */
    void replace(@Nullable Asked old, @Nullable Asked now) {
        int at = old == null ? -1 : asked.indexOf(old);
        if (at >= 0 && now != null) {
            asked.set(at, now);
        } else if (at >= 0) {
            asked.remove(at);
        } else if (now != null) {
            asked.add(now);
        }
    }

    void forgetAll() {
        asked.clear();
    }

    void replaceAll(List<Asked> others) {
        asked.clear();
        asked.addAll(others);
    }

    /** No wish leads there any more. */
    void forget(int index) {
        asked.replaceAll(one -> one.leadsTo(index) ? one.without(index) : one);
    }

    /** What was held there is gone, and perhaps the interface, too; it may come back. */
    void lose(int index, String name, boolean gone) {
        asked.replaceAll(one -> one.leadsTo(index) ? one.losing(index, name, gone) : one);
    }

    /** The group is joined there; answers whether that was lost before. */
    boolean regain(int index, String name) {
        boolean again = asked.stream().anyMatch(one -> one.leadsTo(index) && one.misses(name));
        asked.replaceAll(one -> one.leadsTo(index) && one.misses(name) ? one.found(name) : one);
        return again;
    }

    /** The name of an interface that a selector takes. */
    void name(int index, @Nullable String name) {
        if (name != null) {
            names.put(index, name);
        }
    }

    /** What the wishes that lead there accept together. */
    SourceFilter wanted(int index) {
        SourceFilter all = SourceFilter.NONE;
        for (Asked one : asked) {
            if (one.leadsTo(index)) {
                all = all.or(one.wish().filter());
            }
        }
        return all;
    }

    /** What the kernel holds there by now. */
    SourceFilter held(int index) {
        Held there = held.get(index);
        return there == null ? SourceFilter.NONE : there.filter();
    }

    /** Whether the kernel holds the group anywhere by now. */
    boolean isHeld() {
        return !held.isEmpty();
    }

    /** Where it does. */
    List<Integer> indexes() {
        return List.copyOf(held.keySet());
    }

    /** What the kernel held there before. */
    SourceFilter heldBefore(int index) {
        return before == null ? SourceFilter.NONE : before.filter(index);
    }

    /** Notes what the kernel has taken. */
    void hold(int index, SourceFilter filter) {
        if (filter.isEmpty()) {
            held.remove(index);
        } else {
            Held there = held.get(index);
            held.put(index, new Held(filter, there == null ? names.get(index) : there.name()));
        }
    }

    /** How many more interfaces the kernel holds it on by now. */
    int growth() {
        return held.size() - (before == null ? 0 : before.indexes().size());
    }

    /** Where the kernel holds other than what is wanted. */
    List<Integer> differences() {
        Set<Integer> all = new LinkedHashSet<>();
        asked.forEach(one -> all.addAll(one.indexes()));
        all.addAll(held.keySet());
        return all.stream().filter(index -> !wanted(index).equals(held(index))).toList();
    }

    /** Whether the wishes that lead there can all do without, and did so until now. */
    boolean isOptional(int index) {
        return heldBefore(index).isEmpty()
                && asked.stream()
                        .filter(one -> one.leadsTo(index))
                        .allMatch(one ->
                                !one.wish().selector().isSingle() && !one.wish().strict());
    }

    /** The wish as which an interface shows, or null. */
    @Nullable
    Wish shown(int index) {
        Wish now = shown(asked, index);
        return now != null || before == null ? now : shown(before.asked(), index);
    }

    static @Nullable Wish shown(List<Asked> asked, int index) {
        Asked found = null;
        for (Asked one : asked) {
            if (one.leadsTo(index) && (found == null || prefers(one, found))) {
                found = one;
            }
        }
        return found == null ? null : found.wish();
    }

    /** Named interfaces tell the most. */
    private static boolean prefers(Asked one, Asked other) {
        return one.wish().selector().id() != null && other.wish().selector().id() == null;
    }

    /** The wishes as they were, but what the kernel holds as it is. */
    @Nullable
    GroupState undone() {
        return state(before == null ? List.of() : before.asked());
    }

    /** What goes into the books; null for nothing. */
    @Nullable
    GroupState done() {
        return state(asked);
    }

    private @Nullable GroupState state(List<Asked> wishes) {
        if (wishes.isEmpty() && held.isEmpty()) {
            return null;
        }
        GroupState simple = simple(wishes);
        if (simple != null) {
            return simple;
        }
        boolean settled = wishes == asked && differences().isEmpty();
        return new GroupState.Shared(List.copyOf(wishes), new LinkedHashMap<>(held), settled);
    }

    private @Nullable GroupState simple(List<Asked> wishes) {
        if (wishes.size() != 1 || held.size() != 1) {
            return null;
        }
        Asked one = wishes.get(0);
        Map.Entry<Integer, Held> there = held.entrySet().iterator().next();
        boolean simple = one.wish().selector().isSingle()
                && one.lost().isEmpty()
                && one.indexes().equals(List.of(there.getKey()))
                && one.wish().filter().equals(there.getValue().filter());
        return simple ? new GroupState.Simple(one.wish(), there.getKey()) : null;
    }
}
