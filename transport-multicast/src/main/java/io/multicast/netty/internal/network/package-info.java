/** The host's interfaces and routes as they are now, and word of their changes. */
@NullMarked
package io.multicast.netty.internal.network;

import org.jspecify.annotations.NullMarked;
