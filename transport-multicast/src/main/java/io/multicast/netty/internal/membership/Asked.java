package io.multicast.netty.internal.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A wish in the books.
 *
 * @param wish what is wanted now
 * @param indexes the interfaces that it leads to, in the order in which they are joined
 * @param lost the names of interfaces that went away with what it had there
 */
record Asked(Wish wish, List<Integer> indexes, Set<String> lost) {
    Asked {
        indexes = List.copyOf(indexes);
        lost = Set.copyOf(lost);
    }

    Asked(Wish wish, List<Integer> indexes) {
        this(wish, indexes, Set.of());
    }

    boolean leadsTo(int index) {
        return indexes.contains(index);
    }

    Asked filtered(SourceFilter filter) {
        return new Asked(wish.filtered(filter), indexes, lost);
    }

    Asked at(List<Integer> others) {
        return new Asked(wish, others, lost);
    }

    Asked without(int index) {
        List<Integer> others = new ArrayList<>(indexes);
        others.remove(Integer.valueOf(index));
        return at(others);
    }

    /** The membership on the interface with that name went away, and perhaps the interface, too: then it leads there no more. */
    Asked losing(int index, String name, boolean gone) {
        Set<String> more = new HashSet<>(lost);
        more.add(name);
        return new Asked(wish, gone ? without(index).indexes : indexes, more);
    }

    /** Whether being joined there means that something lost is had again. */
    boolean misses(String name) {
        return wish.selector().isSingle() ? !lost.isEmpty() : lost.contains(name);
    }

    /** It is joined again there. */
    Asked found(String name) {
        Set<String> fewer = new HashSet<>(wish.selector().isSingle() ? Set.of() : lost);
        fewer.remove(name);
        return new Asked(wish, indexes, fewer);
    }
}
