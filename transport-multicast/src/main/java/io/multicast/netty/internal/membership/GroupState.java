package io.multicast.netty.internal.membership;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One group in the books: who wants it where, and what the kernel holds of it. Immutable. */
sealed interface GroupState {
    /** The wishes, in the order in which they came. */
    List<Asked> asked();

    /** The interfaces on which the kernel holds it. */
    Set<Integer> indexes();

    /** The filter that the kernel holds there; none for no membership. */
    SourceFilter filter(int index);

    /** The name that the interface had when a selector took it, or null. */
    @Nullable
    String name(int index);

    /** Whether the kernel holds just what the wishes have led to. */
    boolean isSettled();

    /** One wish for one interface, which holds just what is wished: nearly all are like this. */
    record Simple(Wish wish, int index) implements GroupState {
        @Override
        public List<Asked> asked() {
            return List.of(new Asked(wish, List.of(index)));
        }

        @Override
        public Set<Integer> indexes() {
            return Set.of(index);
        }

        @Override
        public SourceFilter filter(int asked) {
            return asked == index ? wish.filter() : SourceFilter.NONE;
        }

        @Override
        public @Nullable String name(int asked) {
            return null;
        }

        @Override
        public boolean isSettled() {
            return true;
        }
    }

    /** Any number of wishes and interfaces. */
    record Shared(List<Asked> asked, Map<Integer, Held> held, boolean isSettled) implements GroupState {
        @Override
        public Set<Integer> indexes() {
            return held.keySet();
        }

        @Override
        public SourceFilter filter(int index) {
            Held there = held.get(index);
            return there == null ? SourceFilter.NONE : there.filter();
        }

        @Override
        public @Nullable String name(int index) {
            Held there = held.get(index);
            return there == null ? null : there.name();
        }
    }
}
