/** The native calls, by JNA's direct mapping. The only place that imports {@code com.sun.jna}. */
@NullMarked
package io.multicast.netty.internal.jna;

import org.jspecify.annotations.NullMarked;
