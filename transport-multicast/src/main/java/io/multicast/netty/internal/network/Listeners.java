package io.multicast.netty.internal.network;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who listen to a watcher. One that throws does not keep the others from hearing. */
final class Listeners {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** One who listens, told apart from another with the same listener. */
    static final class Entry {
        private final Consumer<NetworkChange> listener;
        private volatile boolean routes;

        private Entry(Consumer<NetworkChange> listener) {
            this.listener = listener;
        }

        void alsoRoutes() {
            routes = true;
        }
    }

    Entry add(Consumer<NetworkChange> listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return entry;
    }

    /** Whether that was the last one; false if it had been removed before. */
    boolean removeLast(Entry entry) {
        return entries.remove(entry) && entries.isEmpty();
    }

    /** Whether anybody wants to know of routes. */
    boolean wantRoutes() {
        return entries.stream().anyMatch(entry -> entry.routes);
    }

    void tell(NetworkChange change) {
        if (change.isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            if (entries.contains(entry)
                    && (entry.routes || !change.isOfRoutesAlone())) { // it may just have been removed
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
