package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;

/** DNS names of what users name otherwise. */
final class Names {
    private Names() {}

    /** The name under which a type or a subtype is browsed. */
    static DnsName type(ServiceType type) {
        return DnsName.parse(type.toString()).append(Publications.LOCAL);
    }
}
