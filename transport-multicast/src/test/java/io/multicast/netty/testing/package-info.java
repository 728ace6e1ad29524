/**
 * The tests' own eyes: network namespaces, what the kernel holds, packets on the wire. Nothing here uses the library, so
 * that it can bear witness against it.
 */
package io.multicast.netty.testing;
