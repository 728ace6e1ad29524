/**
 * IP multicast for Netty's datagram channels: options and group memberships that the kernel really holds, on the interface
 * that was named, on NIO, epoll, io_uring and kqueue.
 *
 * <p>{@link io.multicast.netty.MulticastInitializer} configures a channel at start-up, {@link io.multicast.netty.Multicast}
 * at any time after; both speak {@link io.multicast.netty.MulticastChannelOption} and {@link
 * io.multicast.netty.Membership}, and fail with {@link io.multicast.netty.MulticastException}.
 */
@NullMarked
package io.multicast.netty;

import org.jspecify.annotations.NullMarked;
