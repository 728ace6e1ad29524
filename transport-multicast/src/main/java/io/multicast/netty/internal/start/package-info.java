/**
 * A channel's start: settings made before the bind, or after it where the system wants that, and a failure brought to the
 * one who waits for the bind. All on the channel's event loop.
 *
 * <p>Knows Netty's channels and pipelines; not what a setting does, nor what users see of a refusal: both are given.
 */
@NullMarked
package io.multicast.netty.internal.start;

import org.jspecify.annotations.NullMarked;
