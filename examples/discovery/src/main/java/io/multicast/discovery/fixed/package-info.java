/** Services from a list, for networks where nothing can be asked: {@code static:FILE}. */
@NullMarked
package io.multicast.discovery.fixed;

import org.jspecify.annotations.NullMarked;
