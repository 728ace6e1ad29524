/**
 * The tester's end of a link: Ethernet frames that come from no socket, so that any host, port and hop limit can be played,
 * and all that the host under test sends, stamped by the kernel.
 */
package io.multicast.discovery.conformance.wire;
