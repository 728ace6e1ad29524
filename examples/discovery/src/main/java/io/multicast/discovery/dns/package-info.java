/**
 * DNS messages as immutable values, and their form on the wire (RFC 1035, RFC 3597, RFC 6762 section 18): names, records,
 * sections, compression, splitting. Pure: it knows {@code ByteBuf} and nothing of channels, time or multicast.
 */
@NullMarked
package io.multicast.discovery.dns;

import org.jspecify.annotations.NullMarked;
