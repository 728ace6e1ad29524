package io.multicast.discovery.unicast;

import io.multicast.discovery.dns.DnsName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The zone that a domain lies in.
 *
 * @param name its name
 * @param servers where updates go
 * @param local the address of this host by which a server was reached
 */
record Zone(DnsName name, List<InetSocketAddress> servers, InetAddress local) {}
