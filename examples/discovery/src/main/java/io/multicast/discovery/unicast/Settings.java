package io.multicast.discovery.unicast;

import io.multicast.discovery.dns.DnsName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** What {@link UnicastDirectoryBuilder} was told. */
record Settings(
        DnsName domain,
        List<InetSocketAddress> servers,
        @Nullable TsigKey key,
        DnsName host,
        List<InetAddress> addresses,
        Duration ttl,
        Duration shortest,
        Duration longest,
        Duration timeout,
        ThreadFactory threads) {
    List<InetSocketAddress> serversOrSystems() {
        return servers.isEmpty() ? SystemServers.of(domain) : servers;
    }
}
