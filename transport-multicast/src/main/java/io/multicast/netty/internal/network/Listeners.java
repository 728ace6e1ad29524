package io.multicast.netty.internal.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who listen to a watcher. One that throws does not keep the others from hearing. */
final class Listeners {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** One who listens, told apart from another with the same listener. */
    static final class Entry {
        private final Consumer<NetworkChange> listener;

        private Entry(Consumer<NetworkChange> listener) {
            this.listener = listener;
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

    void tell(NetworkChange change) {
        for (Entry entry : entries) {
            if (entries.contains(entry)) { // another may just have removed it
                tell(entry, change);
            }
        }
    }

    private static void tell(Entry entry, NetworkChange change) {
        try {
            entry.listener.accept(change);
        } catch (Throwable e) { // whatever it is, the others are to hear
            log().log(Level.WARNING, "a listener to changes of the network failed", e);
        }
    }

    static Logger log() {
        return System.getLogger(Listeners.class.getPackageName());
    }
}
