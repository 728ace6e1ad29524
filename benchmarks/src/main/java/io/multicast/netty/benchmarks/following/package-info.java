/** What it costs an event loop to follow a network that moves, and how soon memberships are true again. Needs root. */
@NullMarked
package io.multicast.netty.benchmarks.following;

import org.jspecify.annotations.NullMarked;
