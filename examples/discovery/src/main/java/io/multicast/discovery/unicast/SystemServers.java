package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsName;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The DNS servers that the system is set to, as netty-resolver-dns finds them. */
final class SystemServers {
    private SystemServers() {}

    static List<InetSocketAddress> of(DnsName domain) {
        try {
            DnsServerAddressStream stream =
                    DnsServerAddressStreamProviders.platformDefault().nameServerAddressStream(domain.toString());
            List<InetSocketAddress> servers = new ArrayList<>();
            for (int i = 0; i < stream.size(); i++) {
                servers.add(stream.next());
            }
            return servers;
        } catch (NoClassDefFoundError e) {
            throw new DiscoveryException(
                    "which DNS servers the system has is found by io.netty:netty-resolver-dns, which is missing: add it, or"
                            + " name the server, as dns://10.0.0.2/" + domain,
                    e);
        }
    }
}
