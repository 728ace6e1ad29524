package io.multicast.netty.internal.network;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Those who listen to a watcher, told in the order in which they came. One that throws does not keep others from hearing. */
final class Listeners {
    private final Set<Entry> entries = new LinkedHashSet<>();
    private int wantingRoutes;

    /** One who listens, told apart from another with the same listener. */
    static final class Entry {
        private final Consumer<NetworkChange> listener;
        private volatile boolean routes;
        private volatile boolean removed;

        private Entry(Consumer<NetworkChange> listener) {
            this.listener = listener;
        }
    }

    synchronized Entry add(Consumer<NetworkChange> listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return entry;
    }

    synchronized void alsoRoutes(Entry entry) {
        if (!entry.routes && !entry.removed) {
            entry.routes = true;
            wantingRoutes++;
        }
    }

    /** Whether that was the last one; false if it had been removed before. */
    synchronized boolean removeLast(Entry entry) {
        if (!entries.remove(entry)) {
            return false;
        }
        entry.removed = true;
        wantingRoutes -= entry.routes ? 1 : 0;
        return entries.isEmpty();
    }

    /** Whether anybody wants to know of routes. */
    synchronized boolean wantRoutes() {
        return wantingRoutes > 0;
    }

    private synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    void tell(NetworkChange change) {
        if (change.isEmpty()) {
            return;
        }
        for (Entry entry : all()) {
            if (!entry.removed && (entry.routes || !change.isOfRoutesAlone())) { // another may just have removed it
                tell(entry, change);
            }
        }
    }

    private static void tell(Entry entry, NetworkChange change) {
        try {
            entry.listener.accept(change);
        } catch (Throwable e) { // whatever it is, the others are to hear
            Log.warn("a listener to changes of the network failed", e);
        }
    }
}
