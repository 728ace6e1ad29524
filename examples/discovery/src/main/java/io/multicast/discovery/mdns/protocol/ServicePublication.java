package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.dns.Txt;
import io.multicast.discovery.naming.Renaming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A registered service: SRV and TXT under its name, pointers to it under its type and subtypes (RFC 6763). */
public final class ServicePublication implements Publication {
    private final Supplier<DnsName> host;
    private final Listener listener;
    private final DnsName type;
    private Service service;
    private DnsName name;
    private @Nullable String told;

    /** Told what becomes of a service. */
    public interface Listener {
        /** The name is another's: the service has the next one now. */
        void renamed(Service service);

        /** The service has its name on all links, and is announced. */
        void established(Service service);
    }

    /** With the name of this host, which may change. */
    ServicePublication(Service service, Supplier<DnsName> host, Listener listener) {
        this.service = service;
        this.host = host;
        this.listener = listener;
        type = Names.type(service.type());
        name = type.child(service.name());
    }

    /** As it is registered now. */
    Service service() {
        return service;
    }

    /** Other data, the name and the type stay. */
    void update(Service other) {
        service = other;
    }

    @Override
    public DnsName name() {
        return name;
    }

    @Override
    public List<DnsRecord> unique(HostInterface on) {
        Srv srv = new Srv(service.priority(), service.weight(), service.port(), target());
        return List.of(
                Publications.unique(name, DnsType.SRV, srv),
                Publications.unique(name, DnsType.TXT, Txt.of(service.txt().strings())));
    }

    private DnsName target() {
        String given = service.host();
        return given == null ? host.get() : DnsName.parse(given);
    }

    @Override
    public List<DnsRecord> records(HostInterface on) {
        List<DnsRecord> records = new ArrayList<>();
        records.add(Publications.pointer(type, name));
        records.addAll(unique(on));
        service.subtypes()
                .forEach(subtype -> records.add(Publications.pointer(Publications.subtype(subtype, type), name)));
        records.add(Publications.pointer(Publications.TYPES, type));
        return records;
    }

    @Override
    public boolean needsHost() {
        return service.host() == null;
    }

    @Override
    public void rename() {
        service = service.withName(Renaming.service(service.name()));
        name = type.child(service.name());
        listener.renamed(service);
    }

    @Override
    public void established() {
        if (!service.name().equals(told)) { // else only another record of it is new
            told = service.name();
            listener.established(service);
        }
    }
}
