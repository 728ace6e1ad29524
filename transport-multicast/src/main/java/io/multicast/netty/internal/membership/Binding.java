package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is bound to.
 *
 * @param address the local address, or null for the wildcard and for a socket that is not bound
 * @param index the interface that it is tied to for good (a scope, SO_BINDTODEVICE), or 0
 */
public record Binding(@Nullable InetAddress address, int index) {
    /** To nothing in particular. */
    public static final Binding NONE = new Binding(null, 0);
}
