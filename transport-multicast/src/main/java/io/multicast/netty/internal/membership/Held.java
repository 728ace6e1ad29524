package io.multicast.netty.internal.membership;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel holds of a group on one interface.
 *
 * @param filter never none
 * @param name the name that the interface had when a selector took it, or null
 */
record Held(SourceFilter filter, @Nullable String name) {}
