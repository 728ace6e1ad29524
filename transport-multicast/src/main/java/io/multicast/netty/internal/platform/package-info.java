/**
 * One table per system, and the choice of the running one. A table is data: what a system lacks has no row. The only place
 * that asks which system this is.
 */
@NullMarked
package io.multicast.netty.internal.platform;

import org.jspecify.annotations.NullMarked;
