/** From a Netty channel to the handle of its socket. */
@NullMarked
package io.multicast.netty.internal.channel;

import org.jspecify.annotations.NullMarked;
