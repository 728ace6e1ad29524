package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkChange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of one channel that name interfaces: made again when a name has come to stand for another. Event loop only. */
final class NamedSettings {
    /** Makes a setting with these indexes; throws {@link MulticastException}. */
    @FunctionalInterface
    interface Maker {
        void make(Map<MulticastInterface, Integer> indexes);
    }

    /** Hears of one that could not be made again. */
    @FunctionalInterface
    interface Failed {
        void tell(MulticastInterface named, int index, MulticastException cause);
    }

    private record Setting(Map<MulticastInterface, Integer> indexes, Maker maker, String told) {
        Setting telling(String newTold) {
            return new Setting(indexes, maker, newTold);
        }
    }

    private final Map<MulticastChannelOption<?>, Setting> settings = new LinkedHashMap<>();

    /** Notes a setting that was made. */
    void put(MulticastChannelOption<?> option, Map<MulticastInterface, Integer> indexes, Maker maker) {
        settings.put(option, new Setting(Map.copyOf(indexes), maker, ""));
    }

    /** The interface of an option that has one, or null when it was not set. */
    Map.@Nullable Entry<MulticastInterface, Integer> only(MulticastChannelOption<?> option) {
        Setting setting = settings.get(option);
        return setting == null ? null : setting.indexes().entrySet().iterator().next();
    }

    /** Makes those again whose names stand for others now. */
    void follow(NetworkChange change, Failed failed) {
        settings.replaceAll((option, setting) -> follow(setting, change, failed));
    }

    private static Setting follow(Setting setting, NetworkChange change, Failed failed) {
        Map<MulticastInterface, Integer> indexes = new HashMap<>(setting.indexes());
        MulticastInterface moved = null;
        for (Map.Entry<MulticastInterface, Integer> known : setting.indexes().entrySet()) {
            MulticastInterface named = known.getKey();
            InterfaceState now = named.id().name() == null ? null : named.id().among(change.interfaces());
            if (now != null && isOther(known.getValue(), now, change)) {
                indexes.put(named, now.index());
                moved = named;
            }
        }
        return moved == null ? setting : make(setting, indexes, moved, failed);
    }

    private static boolean isOther(int before, InterfaceState now, NetworkChange change) {
        return before != now.index() || change.deleted().contains(before);
    }

    /** One that fails is tried again with the next change, and told once. */
    private static Setting make(
            Setting setting, Map<MulticastInterface, Integer> indexes, MulticastInterface moved, Failed failed) {
        try {
            setting.maker().make(indexes);
            return new Setting(indexes, setting.maker(), "");
        } catch (MulticastException e) {
            int index = Objects.requireNonNull(indexes.get(moved));
            String cause = e.errno() + " " + index;
            if (!cause.equals(setting.told())) {
                failed.tell(moved, index, e);
            }
            return setting.telling(cause);
        }
    }
}
