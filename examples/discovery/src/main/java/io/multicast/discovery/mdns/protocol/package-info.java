/**
 * Multicast DNS (RFC 6762) and DNS-based service discovery (RFC 6763) as a pure state machine: records, packets and time go in,
 * packets and timers come out. It knows no socket, no thread and no clock, and draws its random numbers from a source that it
 * is given, so that tests run it in virtual time. All of it belongs to one thread.
 *
 * <p>Words: a <i>link</i> is one address family of one interface, with caches, answers and timers of its own, as if each were
 * a network of its own (RFC 6762, section 20). A <i>publication</i> is what this host offers under one unique name: the host
 * itself or a service. A <i>claim</i> is a publication on one link: probed, announced, defended.
 */
@NullMarked
package io.multicast.discovery.mdns.protocol;

import org.jspecify.annotations.NullMarked;
