/**
 * Service discovery: what users see. {@link io.multicast.discovery.ServiceDirectory} registers, browses and resolves, over
 * multicast DNS, unicast DNS, a static list, or several of them in order. Values here are immutable; listeners are called on
 * the directory's thread, one call after the other; every other method may be called from any thread.
 */
@NullMarked
package io.multicast.discovery;

import org.jspecify.annotations.NullMarked;
