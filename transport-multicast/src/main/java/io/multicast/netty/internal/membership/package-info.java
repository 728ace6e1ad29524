/** Memberships as values: group on an interface, source filter, and the calls that lead from one filter to another. */
@NullMarked
package io.multicast.netty.internal.membership;

import org.jspecify.annotations.NullMarked;
