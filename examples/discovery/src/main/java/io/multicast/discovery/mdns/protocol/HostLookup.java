package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for the addresses of a host, on all links at once. */
final class HostLookup implements Lookup, Watches.Watcher {
    /** Ours: how long the first address waits for others: those of the other family, or on another link. */
    private static final long OTHERS = 150 * Timing.MILLISECOND;

    private static final int[] TYPES = {DnsType.A, DnsType.AAAA};

    private final Finder finder;
    private final DnsName host;
    private final Consumer<List<InetAddress>> found;
    private Timers.@Nullable Timer timer;
    private boolean closed;

    HostLookup(Finder finder, DnsName host, Consumer<List<InetAddress>> found) {
        this.finder = finder;
        this.host = host;
        this.found = found;
        for (int type : TYPES) {
            finder.watches().watch(host, type, this);
        }
        finder.links().all().forEach(this::added);
    }

    @Override
    public void added(Link link) {
        for (int type : TYPES) {
            link.querier().listen(host, type, true);
        }
        wait(addresses());
    }

    @Override
    public void changed(Link link, DnsRecord record, boolean present) {
        wait(addresses());
    }

    private void wait(Set<InetAddress> addresses) {
        if (timer == null && !addresses.isEmpty() && !closed) {
            timer = finder.timers().after(OTHERS, () -> {
                timer = null;
                Set<InetAddress> now = addresses();
                if (!now.isEmpty()) {
                    found.accept(new ArrayList<>(now));
                }
            });
        }
    }

    private Set<InetAddress> addresses() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (Link link : finder.links().all()) {
            addresses.addAll(finder.links().addresses(link.id().interfaceIndex(), host));
        }
        return addresses;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Timers.cancel(timer);
        for (int type : TYPES) {
            finder.watches().unwatch(host, type, this);
            finder.links().all().forEach(link -> link.querier().ignore(host, type));
        }
    }
}
