/**
 * Reading and writing many datagrams per native call, with the facts that the kernel tells beside each: batches, guards, what
 * is held for a later read, the pause before a full queue is tried again.
 *
 * <p>Runs on the channel's event loop; counters may be read on any thread. Native memory belongs to the thread.
 *
 * <p>Knows Netty's buffers and options as rows; not the public API: packets are made, and asked how they are to leave, by way
 * of {@link io.multicast.netty.internal.packet.PacketOwner} and {@link io.multicast.netty.internal.packet.Departures}.
 */
@NullMarked
package io.multicast.netty.internal.packet;

import org.jspecify.annotations.NullMarked;
