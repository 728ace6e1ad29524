package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** What is wanted of one socket, and what the kernel holds of it. Changed on the event loop only, read on any thread. */
@SuppressWarnings("EnumOrdinal") // an index into the counts, of this process alone
final class Books {
    private final Map<InetAddress, GroupState> groups = new ConcurrentHashMap<>();
    private final AtomicIntegerArray held =
            new AtomicIntegerArray(Family.values().length); // only the event loop writes

    @Nullable
    GroupState get(InetAddress group) {
        return groups.get(group);
    }

    /** The groups, for going through while they change. */
    Set<InetAddress> groups() {
        return groups.keySet();
    }

    void put(InetAddress group, @Nullable GroupState state) {
        GroupState before = state == null ? groups.remove(group) : groups.put(group, state);
        held.addAndGet(Family.of(group).ordinal(), size(state) - size(before));
    }

    private static int size(@Nullable GroupState state) {
        if (state == null) {
            return 0;
        }
        return state instanceof GroupState.Simple ? 1 : state.indexes().size();
    }

    /** How many memberships of that family the kernel holds. */
    int held(Family family) {
        return held.get(family.ordinal());
    }

    /** Each place that the kernel holds, as a wish for that one. */
    List<Wish> memberships() {
        List<Wish> all = new ArrayList<>();
        groups.forEach((group, state) -> {
            if (state instanceof GroupState.Simple simple) {
                all.add(simple.wish());
            } else {
                List<Asked> asked = state.asked();
                state.indexes()
                        .forEach(index -> all.add(shown(
                                group, GroupEdit.shown(asked, index), index, state.name(index), state.filter(index))));
            }
        });
        return all;
    }

    /** A membership on one interface: as that was named, or as a selector took it. */
    static Wish shown(InetAddress group, @Nullable Wish wish, int index, @Nullable String name, SourceFilter filter) {
        return wish != null && wish.selector().isSingle()
                ? wish.filtered(filter)
                : new Wish(group, Selector.of(new InterfaceId(name, index, null)), filter);
    }
}
