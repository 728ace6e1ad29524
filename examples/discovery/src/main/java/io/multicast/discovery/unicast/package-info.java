/**
 * DNS-based service discovery over unicast DNS: zones with DNS-SD records (RFC 6763, section 11), plain SRV records as Kubernetes
 * and Consul have them (RFC 2782), registration by DNS UPDATE (RFC 2136) signed with TSIG (RFC 8945). One thread for each
 * directory; nothing here is touched off it but {@code UnicastDirectory} itself.
 */
@NullMarked
package io.multicast.discovery.unicast;

import org.jspecify.annotations.NullMarked;
