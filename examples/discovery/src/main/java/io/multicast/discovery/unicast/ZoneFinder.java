package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Finds the zone of a domain: whose SOA record the server gives, for the domain itself or on the way up. */
final class ZoneFinder {
    private ZoneFinder() {}

    static CompletableFuture<Zone> find(DnsClient client, Settings settings) {
        List<InetSocketAddress> servers = settings.serversOrSystems();
        return client.query(settings.domain(), DnsType.SOA, servers)
                .thenApply(reply -> new Zone(zone(reply.message(), settings.domain()), servers, reply.local()));
    }

    private static DnsName zone(DnsMessage message, DnsName domain) {
        return Stream.concat(message.answers().stream(), message.authorities().stream())
                .filter(record -> record.type() == DnsType.SOA && domain.endsWith(record.name()))
                .map(DnsRecord::name)
                .findFirst()
                .orElseThrow(() -> new DiscoveryException("the DNS server knows no zone of " + domain));
    }
}
