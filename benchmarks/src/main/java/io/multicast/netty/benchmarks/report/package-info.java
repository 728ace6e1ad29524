/** From samples to a page: tables, plots, goals. */
@NullMarked
package io.multicast.netty.benchmarks.report;

import org.jspecify.annotations.NullMarked;
