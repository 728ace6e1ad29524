/** The measurements: each a program of its own that prints samples. */
@NullMarked
package io.multicast.netty.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
