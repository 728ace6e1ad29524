package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.RData;

/** What makes two records the same one: all but TTL and cache-flush bit. */
record RecordKey(DnsName name, int type, int dnsClass, RData data) {
    static RecordKey of(DnsRecord record) {
        return new RecordKey(record.name(), record.type(), record.dnsClass(), record.data());
    }
}
