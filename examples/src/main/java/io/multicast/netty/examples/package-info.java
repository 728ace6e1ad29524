/** Programs to run and code to copy: a demo, a receiver and a sender of datagrams to groups, an ssmping responder. */
@NullMarked
package io.multicast.netty.examples;

import org.jspecify.annotations.NullMarked;
