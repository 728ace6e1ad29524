package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Sends on one link. */
interface LinkSender {
    /** Sends to that recipient, or to the group if it is null. */
    void send(DnsMessage message, @Nullable InetSocketAddress recipient);

    /** The most bytes of a message that needs no fragmentation. */
    int limit();
}
