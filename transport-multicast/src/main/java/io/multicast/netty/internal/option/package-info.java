/**
 * Socket options as data: keys, rows, codecs, struct layouts, errno names, and the seam to the native calls. Depends on
 * {@code java.*} only, so that every system's bytes can be tested on every system.
 */
@NullMarked
package io.multicast.netty.internal.option;

import org.jspecify.annotations.NullMarked;
