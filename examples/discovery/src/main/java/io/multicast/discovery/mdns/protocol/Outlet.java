package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where packets go. */
@FunctionalInterface
public interface Outlet {
    /**
     * Sends a message from port 5353 of the link.
     *
     * @param link by which
     * @param message what; it fits the link's MTU unless it is a single record that does not
     * @param recipient to whom, or null for the link's multicast group
     */
    void send(LinkId link, DnsMessage message, @Nullable InetSocketAddress recipient);
}
