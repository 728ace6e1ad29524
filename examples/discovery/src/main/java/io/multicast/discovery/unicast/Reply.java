package io.multicast.discovery.unicast;

import io.multicast.discovery.dns.DnsMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What a server answered.
 *
 * @param message the response
 * @param server who answered
 * @param local the address of this host by which the server was reached
 */
record Reply(DnsMessage message, InetSocketAddress server, InetAddress local) {}
