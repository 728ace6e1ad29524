/** Reading and writing many datagrams per native call, with the facts that the kernel tells beside each. Pure Java. */
@NullMarked
package io.multicast.netty.internal.packet;

import org.jspecify.annotations.NullMarked;
