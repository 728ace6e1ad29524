package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What this host publishes, on all links: a name is its own on each of them or is given up on all (RFC 6762, section 14). */
final class Publisher implements Claims.Listener {
    private final Timers timers;
    private final ConflictRate rate;
    private final HostPublication host;
    private final Links links;
    private final Set<Publication> publications = new LinkedHashSet<>();
    private final Set<DnsName> names = new HashSet<>();

    Publisher(Timers timers, ConflictRate rate, HostPublication host, Links links) {
        this.timers = timers;
        this.rate = rate;
        this.host = host;
        this.links = links;
    }

    /** Publishes a service, and the host with the first that needs it. */
    ServicePublication publish(Service service, ServicePublication.Listener listener) {
        ServicePublication publication = new ServicePublication(service, host::name, listener);
        takeFreeName(publication);
        if (publication.needsHost() && publications.add(host)) {
            links.all().forEach(link -> link.claims().start(host));
        }
        publications.add(publication);
        links.all().forEach(link -> link.claims().start(publication));
        return publication;
    }

    /** None of this host's own other names. */
    private void takeFreeName(Publication publication) {
        while (!names.add(publication.name())) {
            publication.rename();
        }
    }

    /** Other data under the same name. */
    void update(ServicePublication publication, Service service) {
        publication.update(service);
        links.all().forEach(link -> link.claims().refresh(publication));
    }

    /** Takes a service back. */
    void withdraw(Publication publication) {
        publications.remove(publication);
        names.remove(publication.name());
        links.all().forEach(link -> link.claims().stop(publication, true));
    }

    /** Takes all back. */
    void withdrawAll() {
        List.copyOf(publications).forEach(this::withdraw);
    }

    /** A link is there: all is published on it, too. */
    void added(Link link) {
        publications.forEach(publication -> link.claims().start(publication));
    }

    /** A link is gone: what was waited for there need not be waited for. */
    void removed() {
        List.copyOf(publications).forEach(this::established);
    }

    /** The host is to have another name. */
    void renameHost(String label) {
        if (host.wanted().equals(label)) {
            return;
        }
        links.all().forEach(link -> link.claims().stop(host, true));
        host.want(label);
        startHost();
    }

    private void startHost() {
        if (publications.contains(host)) {
            links.all().forEach(link -> {
                link.claims().waitForHost();
                link.claims().start(host);
            });
        }
    }

    @Override
    public void established(Publication publication) {
        Collection<Link> all = links.all();
        if (!all.isEmpty() && all.stream().allMatch(link -> link.claims().isEstablished(publication))) {
            publication.established();
        }
    }

    @Override
    public void hostChanged() {
        links.all().forEach(link -> link.claims().refresh(host));
    }

    @Override
    public void conflicted() {
        rate.note(timers.now());
    }

    /** On the interface where it is another's nobody is told goodbye: that would take the other's records, too. */
    @Override
    public void lost(Publication publication, int interfaceIndex) {
        rate.note(timers.now());
        links.all().forEach(link -> link.claims().stop(publication, link.id().interfaceIndex() != interfaceIndex));
        names.remove(publication.name());
        publication.rename();
        takeFreeName(publication);
        if (publication == host) {
            startHost();
        } else {
            links.all().forEach(link -> link.claims().start(publication));
        }
    }

    @Override
    public boolean isOwn(DnsRecord record) {
        return links.isOwn(record);
    }
}
