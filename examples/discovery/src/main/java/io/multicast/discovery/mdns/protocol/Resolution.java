package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Looks for one service by its name, on all links at once. */
final class Resolution implements Lookup {
    private final Finder finder;
    private final DnsName instance;
    private final ServiceType type;
    private final Consumer<ServiceInstance> found;
    private final Map<Integer, Tracker> trackers = new HashMap<>();

    Resolution(Finder finder, ServiceType type, String name, Consumer<ServiceInstance> found) {
        this.finder = finder;
        this.type = type.base();
        this.found = found;
        instance = Names.type(type.base()).child(name);
        finder.links().all().forEach(this::added);
    }

    @Override
    public void added(Link link) {
        int index = link.id().interfaceIndex();
        trackers.computeIfAbsent(
                        index,
                        key -> new Tracker(
                                finder,
                                index,
                                instance,
                                type,
                                () -> finder.links().on(index),
                                true,
                                this::tell))
                .later();
    }

    private void tell(ServiceEvent event) {
        if (event.kind() != ServiceEvent.Kind.REMOVED) {
            found.accept(event.instance());
        }
    }

    @Override
    public void close() {
        trackers.values().forEach(Tracker::close);
        trackers.clear();
    }
}
