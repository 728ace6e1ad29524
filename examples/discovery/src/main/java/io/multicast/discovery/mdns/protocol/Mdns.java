package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A host that speaks multicast DNS, responder and querier: the whole state machine. What a call makes due at
 * once is done by the next {@link #advance}: call that after each batch of packets, after each other call, and when {@link
 * #next} is reached. For one thread.
 */
public final class Mdns {
    private final Timers timers;
    private final Surroundings around;
    private final Echoes echoes;
    private final ConflictRate rate = new ConflictRate();
    private final Links links = new Links();
    private final Watches watches = new Watches();
    private final HostPublication host;
    private final Publisher publisher;
    private final Finder finder;
    private final Set<Lookup> lookups = new LinkedHashSet<>();
    private boolean unicastReachable;

    /**
     * A host without interfaces yet.
     *
     * @param clock the time in nanoseconds; it never goes back
     * @param random the source of random delays
     * @param outlet where packets go
     * @param hostLabel the host's name, without {@code .local}
     * @param renamed told of each other name that the host gets
     */
    public Mdns(
            LongSupplier clock, RandomGenerator random, Outlet outlet, String hostLabel, Consumer<DnsName> renamed) {
        timers = new Timers(clock);
        around = new Surroundings(timers, random, outlet, () -> unicastReachable);
        echoes = new Echoes(timers, links);
        host = new HostPublication(hostLabel, renamed);
        publisher = new Publisher(timers, rate, host, links);
        finder = new Finder(timers, links, watches, new AskingTurns(timers));
    }

    /** Does what is due. */
    public void advance() {
        timers.advance();
        watches.settle();
    }

    /** When something is to be done next, in nanoseconds; {@code Long.MAX_VALUE} if nothing is. */
    public long next() {
        return timers.next();
    }

    /** Whether unicast to port 5353 reaches this state machine: then it asks for unicast answers where that is better. */
    public void setUnicastReachable(boolean reachable) {
        unicastReachable = reachable;
    }

    /** The name that the host has now. */
    public DnsName hostName() {
        return host.name();
    }

    /** Gives the host another name. */
    public void renameHost(String label) {
        timers.refresh();
        publisher.renameHost(label);
    }

    /** The links to speak on, each with its interface; told again whenever one comes, goes or changes. */
    public void setLinks(Map<LinkId, HostInterface> wanted) {
        timers.refresh();
        for (Link link : links.all()) {
            HostInterface on = wanted.get(link.id());
            if (on == null || !on.name().equals(link.on().name())) {
                remove(link.id());
            } else if (!on.equals(link.on())) {
                link.changed(on);
            }
        }
        wanted.forEach((id, on) -> {
            if (links.get(id) == null) {
                add(id, on);
            }
        });
        watches.settle();
    }

    private void add(LinkId id, HostInterface on) {
        Link link = new Link(id, on, around, echoes, rate, host, publisher, watches);
        links.add(link);
        publisher.added(link);
        List.copyOf(lookups).forEach(lookup -> lookup.added(link));
    }

    /** Begins anew on an interface that may be on another network now: its cable was out, or the host slept. */
    public void restart(int interfaceIndex) {
        timers.refresh();
        for (Link link : links.on(interfaceIndex)) {
            HostInterface on = link.on();
            remove(link.id());
            add(link.id(), on);
        }
        watches.settle();
    }

    private void remove(LinkId id) {
        Link link = links.get(id);
        if (link != null) {
            links.remove(id);
            link.end();
            publisher.removed();
        }
    }

    /**
     * A packet came in.
     *
     * @param id by which link
     * @param source who sent it
     * @param toGroup whether it was sent to the group, not to an address of this host
     * @param message what it says
     */
    public void receive(LinkId id, InetSocketAddress source, boolean toGroup, DnsMessage message) {
        Link link = links.get(id);
        if (link == null) {
            return;
        }
        timers.refresh();
        boolean onLink = link.on().isOnLink(source.getAddress());
        boolean fromElsewhere = !toGroup && !onLink; // RFC 6762, section 11
        boolean own = links.isOwn(source.getAddress());
        boolean echo = own && echoes.recognize(id, message);
        if (!fromElsewhere && !echo) {
            link.hear(new Incoming(source, toGroup, onLink, own, message));
            watches.settle();
        }
    }

    /** Registers a service; what becomes of it is told to the listener. */
    public Published register(Service service, ServicePublication.Listener listener) {
        timers.refresh();
        return new Published(timers, publisher, service, listener);
    }

    /** Looks for services of a type until closed. */
    public Browser browse(ServiceType type, Consumer<ServiceEvent> listener) {
        timers.refresh();
        Browser browser = new Browser(finder, type, listener, lookups::remove);
        lookups.add(browser);
        return browser;
    }

    /** Looks for one service until what comes back is run; {@code found} may be called several times, once for each interface. */
    public Runnable resolve(ServiceType type, String name, Consumer<ServiceInstance> found) {
        return track(new Resolution(finder, type, name, found));
    }

    /** Looks for the addresses of a host until what comes back is run; {@code found} may be called several times, with more each time. */
    public Runnable resolveHost(DnsName name, Consumer<List<InetAddress>> found) {
        return track(new HostLookup(finder, name, found));
    }

    private Runnable track(Lookup lookup) {
        timers.refresh();
        lookups.add(lookup);
        return () -> {
            lookups.remove(lookup);
            lookup.close();
        };
    }

    /** Ends all lookups and takes all services back, telling everybody at once. */
    public void shutdown() {
        timers.refresh();
        new ArrayList<>(lookups).forEach(Lookup::close);
        lookups.clear();
        publisher.withdrawAll();
        links.all().forEach(Link::flush);
    }
}
