/**
 * A {@link io.multicast.discovery.ServiceDirectory} over multicast DNS: sockets, the host's interfaces and its name around the
 * state machine of {@code protocol}. All of it runs on one event loop of its own.
 */
@NullMarked
package io.multicast.discovery.mdns;

import org.jspecify.annotations.NullMarked;
