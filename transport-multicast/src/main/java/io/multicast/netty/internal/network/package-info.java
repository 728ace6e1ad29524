/**
 * The host's interfaces and routes as they are now, and word of their changes; by what names users know interfaces, and
 * which of them a rule takes. Pure Java: netlink messages are read and written here, the calls are behind {@link
 * io.multicast.netty.internal.network.NetlinkCalls}. Questions may be put on any thread; changes are told on the watcher's
 * own thread, of which there is one while anybody listens. Knows {@code option}, and nothing of channels or memberships.
 */
@NullMarked
package io.multicast.netty.internal.network;

import org.jspecify.annotations.NullMarked;
