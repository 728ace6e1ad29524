/** Whole processes whose start is timed. */
@NullMarked
package io.multicast.netty.benchmarks.start;

import org.jspecify.annotations.NullMarked;
