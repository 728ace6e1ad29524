package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import java.util.List;

/** What this host offers under one name that it alone may have. The name changes when it turns out to be another's. */
interface Publication {
    /** The name that is probed for. */
    DnsName name();

    /** The records of that name on an interface: what a probe proposes. */
    List<DnsRecord> unique(HostInterface on);

    /** All records to be announced on an interface, those of {@link #unique} too. */
    List<DnsRecord> records(HostInterface on);

    /** Whether its records tell of this host's name, so that they wait until the host has it. */
    boolean needsHost();

    /** Takes the next name. */
    void rename();

    /** Told when the name is this host's on all links. */
    void established();
}
