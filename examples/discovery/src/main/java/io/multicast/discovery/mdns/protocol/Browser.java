package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for services of a type on all links, and follows each that it sees. */
public final class Browser implements Watches.Watcher, Lookup {
    private final Finder finder;
    private final ServiceType type;
    private final DnsName name;
    private final DnsName base;
    private final Consumer<ServiceEvent> listener;
    private final Consumer<Browser> onClose;
    private final Map<Seen, Entry> entries = new LinkedHashMap<>();
    private boolean closed;

    private record Seen(int interfaceIndex, DnsName instance) {}

    /** A service on an interface, and by which of its links it is pointed to. */
    private static final class Entry {
        private final Set<Link> links = new LinkedHashSet<>();
        private final Tracker tracker;

        private Entry(Finder finder, Seen seen, ServiceType type, Consumer<ServiceEvent> listener) {
            tracker = new Tracker(finder, seen.interfaceIndex(), seen.instance(), type, this::home, false, listener);
        }

        /** One will do: the host answers on both with all its addresses. */
        private List<Link> home() {
            return links.stream().limit(1).toList();
        }
    }

    Browser(Finder finder, ServiceType type, Consumer<ServiceEvent> listener, Consumer<Browser> onClose) {
        this.finder = finder;
        this.type = type;
        this.listener = listener;
        this.onClose = onClose;
        name = Names.type(type);
        base = Names.type(type.base());
        finder.watches().watch(name, DnsType.PTR, this);
        finder.links().all().forEach(this::added);
    }

    @Override
    public void added(Link link) {
        link.querier().listen(name, DnsType.PTR, true);
        link.own().find(name, DnsType.PTR).forEach(record -> changed(link, record, true));
        link.querier().cache().find(name, DnsType.PTR).forEach(cached -> changed(link, cached.record(), true));
    }

    @Override
    public void changed(Link link, DnsRecord record, boolean present) {
        DnsName instance = record.data() instanceof Ptr ptr ? ptr.target() : DnsName.ROOT;
        if (closed || instance.isRoot() || !instance.parent().equals(base)) {
            return; // not one of the type
        }
        Seen seen = new Seen(link.id().interfaceIndex(), instance);
        if (present) {
            Entry entry = entries.computeIfAbsent(seen, key -> new Entry(finder, key, type.base(), this::tell));
            entry.links.add(link);
            entry.tracker.later();
        } else {
            gone(seen, link, record);
        }
    }

    private void gone(Seen seen, Link link, DnsRecord record) {
        Entry entry = entries.get(seen);
        if (entry == null || link.own().contains(record)) {
            return;
        }
        entry.links.remove(link);
        entry.tracker.later();
        if (entry.links.isEmpty()) {
            entries.remove(seen);
            entry.tracker.remove();
        }
    }

    /** A service that is not where its pointer leads to: the pointer may be wrong as well (RFC 6762, section 10.4). */
    private void tell(ServiceEvent event) {
        ServiceInstance instance = event.instance();
        Entry entry = entries.get(new Seen(instance.interfaceIndex(), base.child(instance.name())));
        if (event.kind() == ServiceEvent.Kind.REMOVED && entry != null) {
            DnsRecord pointer = Publications.pointer(name, base.child(instance.name()));
            entry.links.forEach(link -> link.querier().reconfirm(pointer));
        }
        if (!closed) {
            listener.accept(event);
        }
    }

    /** What is there now. */
    public List<ServiceInstance> instances() {
        return entries.values().stream()
                .map(entry -> entry.tracker.current())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Looks no more; the listener is told nothing any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        finder.watches().unwatch(name, DnsType.PTR, this);
        finder.links().all().forEach(link -> link.querier().ignore(name, DnsType.PTR));
        new ArrayList<>(entries.values()).forEach(entry -> entry.tracker.close());
        entries.clear();
        onClose.accept(this);
    }
}
