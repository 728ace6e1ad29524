/** Single questions for JMH: {@code java -jar benchmarks.jar Option -prof gc}. What is compared runs in the report. */
@NullMarked
package io.multicast.netty.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
