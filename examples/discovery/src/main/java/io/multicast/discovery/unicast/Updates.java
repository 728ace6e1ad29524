package io.multicast.discovery.unicast;

import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Opaque;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.dns.RData;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.dns.Txt;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The updates by which a service comes into a zone, changes and goes (RFC 2136; RFC 6763, section 11). */
final class Updates {
    private final DnsName zone;
    private final DnsName domain;
    private final long ttl;

    Updates(DnsName zone, DnsName domain, long ttl) {
        this.zone = zone;
        this.domain = domain;
        this.ttl = ttl;
    }

    DnsName instance(Service service) {
        return type(service).child(service.name());
    }

    private DnsName type(Service service) {
        return DnsName.parse(service.type().toString()).append(domain);
    }

    static Srv srv(Service service, DnsName host) {
        return new Srv(service.priority(), service.weight(), service.port(), host);
    }

    /**
     * Adds the service, unless its name is in use.
     *
     * @param addresses the host's, which replace those of the same family; none if the host is not ours to say
     * @param takeOver whether the name is this service's own, of an earlier run
     */
    DnsMessage register(Service service, DnsName host, List<InetAddress> addresses, boolean takeOver) {
        DnsName instance = instance(service);
        List<DnsRecord> changes = new ArrayList<>();
        if (takeOver) {
            changes.add(deleteSet(instance, DnsType.ANY));
        }
        pointers(service).forEach(pointer -> changes.add(add(pointer.name(), DnsType.PTR, pointer.data())));
        changes.add(
                add(DnsName.of("_services", "_dns-sd", "_udp").append(domain), DnsType.PTR, new Ptr(type(service))));
        changes.add(add(instance, DnsType.SRV, srv(service, host)));
        changes.add(add(instance, DnsType.TXT, Txt.of(service.txt().strings())));
        changes.addAll(hostRecords(host, addresses));
        List<DnsRecord> conditions = takeOver ? List.of() : List.of(notInUse(instance, DnsType.ANY));
        return update(conditions, changes);
    }

    private List<DnsRecord> pointers(Service service) {
        Ptr instance = new Ptr(instance(service));
        List<DnsRecord> pointers = new ArrayList<>();
        pointers.add(add(type(service), DnsType.PTR, instance));
        for (String subtype : service.subtypes()) {
            DnsName name = DnsName.parse(service.type().withSubtype(subtype).toString())
                    .append(domain);
            pointers.add(add(name, DnsType.PTR, instance));
        }
        return pointers;
    }

    private List<DnsRecord> hostRecords(DnsName host, List<InetAddress> addresses) {
        List<DnsRecord> records = new ArrayList<>();
        List<A> ipv4 = addresses.stream()
                .filter(Inet4Address.class::isInstance)
                .map(address -> new A((Inet4Address) address))
                .toList();
        List<Aaaa> ipv6 = addresses.stream()
                .filter(Inet6Address.class::isInstance)
                .map(address -> new Aaaa((Inet6Address) address))
                .toList();
        replace(records, host, DnsType.A, ipv4);
        replace(records, host, DnsType.AAAA, ipv6);
        return records;
    }

    private void replace(List<DnsRecord> records, DnsName host, int type, List<? extends RData> data) {
        if (!data.isEmpty()) {
            records.add(deleteSet(host, type));
            data.forEach(one -> records.add(add(host, type, one)));
        }
    }

    DnsMessage setTxt(Service service, TxtAttributes txt) {
        DnsName instance = instance(service);
        return update(
                List.of(),
                List.of(deleteSet(instance, DnsType.TXT), add(instance, DnsType.TXT, Txt.of(txt.strings()))));
    }

    /** The host's addresses stay: other services may be there. */
    DnsMessage unregister(Service service) {
        List<DnsRecord> changes = new ArrayList<>();
        pointers(service).forEach(pointer -> changes.add(delete(pointer)));
        changes.add(deleteSet(instance(service), DnsType.ANY));
        return update(List.of(), changes);
    }

    /** The type is listed no longer if no service has it. */
    DnsMessage unlistType(Service service) {
        DnsRecord listed =
                add(DnsName.of("_services", "_dns-sd", "_udp").append(domain), DnsType.PTR, new Ptr(type(service)));
        return update(List.of(notInUse(type(service), DnsType.PTR)), List.of(delete(listed)));
    }

    private DnsMessage update(List<DnsRecord> conditions, List<DnsRecord> changes) {
        return new DnsMessage(
                0, DnsMessage.UPDATE << 11, List.of(DnsQuestion.of(zone, DnsType.SOA)), conditions, changes, List.of());
    }

    private DnsRecord add(DnsName name, int type, RData data) {
        return DnsRecord.of(name, type, false, ttl, data);
    }

    private static DnsRecord delete(DnsRecord record) {
        return new DnsRecord(record.name(), record.type(), DnsType.CLASS_NONE, false, 0, record.data());
    }

    private static DnsRecord deleteSet(DnsName name, int type) {
        return new DnsRecord(name, type, DnsType.CLASS_ANY, false, 0, Opaque.of());
    }

    private static DnsRecord notInUse(DnsName name, int type) {
        return new DnsRecord(name, type, DnsType.CLASS_NONE, false, 0, Opaque.of());
    }
}
