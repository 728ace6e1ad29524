package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Must not be asked. */
final class UnusedView implements NetworkView {
    @Override
    public List<InterfaceState> interfaces() {
        throw new AssertionError("asked for interfaces");
    }

    @Override
    public int routeTo(InetAddress address) {
        throw new AssertionError("asked for a route");
    }

    @Override
    public Runnable watch(Consumer<NetworkChange> listener) {
        throw new AssertionError("asked to watch");
    }
}
