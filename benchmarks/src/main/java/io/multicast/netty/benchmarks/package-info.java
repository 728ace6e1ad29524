/** What the add-on costs, beside what a user would take instead. */
@NullMarked
package io.multicast.netty.benchmarks;

import org.jspecify.annotations.NullMarked;
