package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import java.net.InetSocketAddress;

/**
 * A message that came in on a link.
 *
 * @param source who sent it
 * @param toGroup whether it was sent to the group, not to this host alone
 * @param isOnLink whether the source is an address of the link
 * @param isOfThisHost whether another responder of this host has sent it
 * @param message what was sent
 */
record Incoming(InetSocketAddress source, boolean toGroup, boolean isOnLink, boolean isOfThisHost, DnsMessage message) {
    static final int PORT = 5353;

    /** A simple resolver that knows nothing of multicast DNS (RFC 6762, section 6.7). */
    boolean isLegacy() {
        return source.getPort() != PORT;
    }
}
