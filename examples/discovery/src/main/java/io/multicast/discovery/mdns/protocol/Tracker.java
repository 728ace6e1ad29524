package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.RData;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.dns.Txt;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows one service on one interface: asks for what is missing of it, and tells when it can be reached, changes, is gone. */
final class Tracker implements Watches.Watcher {
    /** Ours: what is missing after that is taken for not there: attributes, addresses of the other family. */
    private static final long PATIENCE = 4 * Timing.SECOND;

    private static final int[] ADDRESSES = {DnsType.A, DnsType.AAAA};

    private final Finder finder;
    private final int interfaceIndex;
    private final DnsName instance;
    private final ServiceType type;
    private final Supplier<List<Link>> homes;
    private final boolean initial;
    private final Consumer<ServiceEvent> listener;
    private final Set<Asked> asked = new LinkedHashSet<>();
    private final Runnable update = this::update;
    private @Nullable ServiceInstance current;
    private @Nullable DnsName host;
    private Timers.@Nullable Timer patience;
    private boolean impatient;
    private boolean closed;

    private record Asked(Link link, DnsName name, int type) {}

    /** Asks on those links of the interface, perhaps as soon as there is one; tells the listener. */
    Tracker(
            Finder finder,
            int interfaceIndex,
            DnsName instance,
            ServiceType type,
            Supplier<List<Link>> homes,
            boolean initial,
            Consumer<ServiceEvent> listener) {
        this.finder = finder;
        this.interfaceIndex = interfaceIndex;
        this.instance = instance;
        this.type = type;
        this.homes = homes;
        this.initial = initial;
        this.listener = listener;
        finder.watches().watch(instance, DnsType.SRV, this);
        finder.watches().watch(instance, DnsType.TXT, this);
        later();
    }

    @Override
    public void changed(Link link, DnsRecord record, boolean present) {
        if (link.id().interfaceIndex() == interfaceIndex) {
            later();
        }
    }

    /** Looks again, once the packet has been dealt with. */
    void later() {
        finder.watches().later(update);
    }

    /** What was told last; null if it is not there. */
    @Nullable
    ServiceInstance current() {
        return current;
    }

    private void update() {
        if (closed) {
            return;
        }
        List<RData> srv = finder.links().find(interfaceIndex, instance, DnsType.SRV);
        Srv first = srv.isEmpty() ? null : (Srv) srv.get(0);
        follow(first == null ? null : first.target());
        ServiceInstance next = first == null ? null : compose(first);
        ask(next != null);
        if (first != null && patience == null && !addresses(first.target()).isEmpty()) {
            patience = finder.timers().after(PATIENCE, this::losePatience);
        }
        tell(next);
    }

    private void losePatience() {
        impatient = true;
        later();
    }

    /** Listens to the addresses of the host that the service is on. */
    private void follow(@Nullable DnsName other) {
        if (Objects.equals(other, host)) {
            return;
        }
        for (int address : ADDRESSES) {
            if (host != null) {
                finder.watches().unwatch(host, address, this);
            }
            if (other != null) {
                finder.watches().watch(other, address, this);
            }
        }
        host = other;
    }

    /** Asks for what it is made of, where it was seen: when it is its turn, and to keep what is complete. */
    private void ask(boolean complete) {
        if (complete) {
            finder.turns().release(this);
        }
        ask(complete || finder.turns().take(this) ? wanted() : Set.of());
    }

    private Set<Asked> wanted() {
        Set<Asked> wanted = new LinkedHashSet<>();
        for (Link home : homes.get()) {
            wanted.add(new Asked(home, instance, DnsType.SRV));
            wanted.add(new Asked(home, instance, DnsType.TXT));
            if (host != null) {
                wanted.add(new Asked(home, host, DnsType.A));
                wanted.add(new Asked(home, host, DnsType.AAAA));
            }
        }
        if (impatient) {
            wanted.removeIf(question -> question.type() != DnsType.SRV
                    && finder.links()
                            .find(interfaceIndex, question.name(), question.type())
                            .isEmpty());
        }
        return wanted;
    }

    private void ask(Set<Asked> wanted) {
        wanted.stream()
                .filter(question -> !asked.contains(question))
                .forEach(question -> question.link().querier().listen(question.name(), question.type(), initial));
        asked.stream()
                .filter(question -> !wanted.contains(question))
                .forEach(question -> question.link().querier().ignore(question.name(), question.type()));
        asked.clear();
        asked.addAll(wanted);
    }

    private List<InetAddress> addresses(DnsName of) {
        return finder.links().addresses(interfaceIndex, of);
    }

    private @Nullable ServiceInstance compose(Srv srv) {
        List<RData> txt = finder.links().find(interfaceIndex, instance, DnsType.TXT);
        List<InetAddress> addresses = addresses(srv.target());
        if (addresses.isEmpty() || (txt.isEmpty() && !impatient)) {
            return null;
        }
        return new ServiceInstance(
                instance.label(0),
                type,
                Publications.LOCAL.toString(),
                interfaceIndex,
                finder.links().on(interfaceIndex).get(0).on().name(),
                srv.target().toString(),
                srv.port(),
                srv.priority(),
                srv.weight(),
                txt.isEmpty() ? TxtAttributes.EMPTY : TxtAttributes.ofStrings(((Txt) txt.get(0)).strings()),
                addresses);
    }

    private void tell(@Nullable ServiceInstance next) {
        ServiceInstance last = current;
        current = next;
        if (last == null && next != null) {
            listener.accept(new ServiceEvent(ServiceEvent.Kind.ADDED, next));
        } else if (last != null && next == null) {
            listener.accept(new ServiceEvent(ServiceEvent.Kind.REMOVED, last));
        } else if (last != null && next != null && !last.equals(next)) {
            listener.accept(new ServiceEvent(ServiceEvent.Kind.UPDATED, next));
        }
    }

    /** Follows no more; if it was there, it is told to be gone. */
    void remove() {
        close();
        tell(null);
    }

    /** Follows no more, and tells nobody. */
    void close() {
        closed = true;
        finder.watches().unwatch(instance, DnsType.SRV, this);
        finder.watches().unwatch(instance, DnsType.TXT, this);
        follow(null);
        ask(Set.of());
        finder.turns().release(this);
        Timers.cancel(patience);
    }
}
