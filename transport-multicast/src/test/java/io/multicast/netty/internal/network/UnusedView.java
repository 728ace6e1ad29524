package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.function.Consumer;

/** Must not be asked. */
final class UnusedView implements NetworkView {
    @Override
    public InterfaceList interfaces() {
        throw new AssertionError("asked for interfaces");
    }

    @Override
    public int routeTo(InetAddress address, int by) {
        throw new AssertionError("asked for a route");
    }

    @Override
    public Watch watch(Consumer<NetworkChange> listener) {
        throw new AssertionError("asked to watch");
    }

    /** Watches nothing. */
    static final class Nothing implements Watch {
        @Override
        public InterfaceList interfaces() {
            return InterfaceList.of();
        }

        @Override
        public void alsoRoutes() {
            // there are none
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
