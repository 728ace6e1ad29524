package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.dns.Srv;
import java.util.ArrayList;
import java.util.List;

/** What goes along with an answer, so that nobody has to ask for it (RFC 6763, section 12; RFC 6762, section 6.2). */
final class Additionals {
    private Additionals() {}

    static List<DnsRecord> of(DnsRecord answer, OwnRecords own) {
        List<DnsRecord> additionals = new ArrayList<>();
        if (answer.data() instanceof Ptr ptr) {
            ofService(ptr.target(), own, additionals);
        } else if (answer.data() instanceof Srv srv) {
            ofHost(srv.target(), own, additionals);
        } else if (isAddress(answer.type())) {
            ofHost(answer.name(), own, additionals);
        }
        return additionals;
    }

    private static void ofService(DnsName name, OwnRecords own, List<DnsRecord> additionals) {
        for (DnsRecord record : own.find(name, DnsType.SRV)) {
            additionals.add(record);
            additionals.addAll(own.find(name, DnsType.TXT));
            ofHost(((Srv) record.data()).target(), own, additionals);
        }
    }

    /** All addresses; of a family that has none, that it has none. */
    private static void ofHost(DnsName name, OwnRecords own, List<DnsRecord> additionals) {
        List<DnsRecord> ipv4 = own.find(name, DnsType.A);
        List<DnsRecord> ipv6 = own.find(name, DnsType.AAAA);
        additionals.addAll(ipv4);
        additionals.addAll(ipv6);
        if (ipv4.isEmpty() != ipv6.isEmpty()) {
            additionals.add(own.nsec(name, DnsType.A));
        }
    }

    private static boolean isAddress(int type) {
        return type == DnsType.A || type == DnsType.AAAA;
    }
}
