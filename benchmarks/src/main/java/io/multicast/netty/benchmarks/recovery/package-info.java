/** How soon traffic flows again after a change of the network, and what memberships cost by the number held. Needs root. */
@NullMarked
package io.multicast.netty.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
