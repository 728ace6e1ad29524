package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** Who wants to hear of which records, on whatever link. What they make of it is done once per packet, not once per record. */
final class Watches {
    private final Map<Key, Set<Watcher>> watchers = new HashMap<>();
    private final Set<Runnable> pending = new LinkedHashSet<>();

    private record Key(DnsName name, int type) {}

    /** Told of records. */
    interface Watcher {
        /** A record is there, or is not there any more; do no more than note it, and {@link #later} the rest. */
        void changed(Link link, DnsRecord record, boolean present);
    }

    void watch(DnsName name, int type, Watcher watcher) {
        watchers.computeIfAbsent(new Key(name, type), key -> new LinkedHashSet<>())
                .add(watcher);
    }

    void unwatch(DnsName name, int type, Watcher watcher) {
        watchers.computeIfPresent(new Key(name, type), (key, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    void changed(Link link, DnsRecord record, boolean present) {
        Set<Watcher> all = watchers.get(new Key(record.name(), record.type()));
        if (all != null) {
            List.copyOf(all).forEach(watcher -> watcher.changed(link, record, present));
        }
    }

    /** Does something when the packet has been dealt with; once, however often it is asked for. */
    void later(Runnable work) {
        pending.add(work);
    }

    /** Does what was put off. */
    void settle() {
        while (!pending.isEmpty()) {
            Queue<Runnable> now = new ArrayDeque<>(pending);
            pending.clear();
            now.forEach(Runnable::run);
        }
    }
}
